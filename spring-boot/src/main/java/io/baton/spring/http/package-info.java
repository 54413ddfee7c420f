/**
 * For applications: fencing tokens on HTTP requests, the sender's side and the receiver's. Nothing here is configured
 * by itself.
 */
@NullMarked
package io.baton.spring.http;

import org.jspecify.annotations.NullMarked;
