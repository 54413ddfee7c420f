/** Requests and answers of leader-only handlers: where a request goes on to, its mark, and what a process answers itself. For this module. */
@NullMarked
package io.baton.spring.web.request;

import org.jspecify.annotations.NullMarked;
