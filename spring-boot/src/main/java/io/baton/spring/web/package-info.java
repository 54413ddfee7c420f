/** What a process that does not lead answers to requests for leader-only handlers of Spring MVC. For the auto-configuration. */
@NullMarked
package io.baton.spring.web;

import org.jspecify.annotations.NullMarked;
