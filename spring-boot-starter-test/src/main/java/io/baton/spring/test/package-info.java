/** For tests of Spring applications: contexts with elections in memory, which a test can have won and lost. For users. */
@NullMarked
package io.baton.spring.test;

import org.jspecify.annotations.NullMarked;
