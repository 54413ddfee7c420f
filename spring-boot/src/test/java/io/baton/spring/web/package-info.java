@NullMarked
package io.baton.spring.web;

import org.jspecify.annotations.NullMarked;
