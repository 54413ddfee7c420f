// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import javax.sql.DataSource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Where transactions run.
 *
 * @param source the one whose connections the manager binds to threads
 * @param isOnly whether the application has no other manager
 */
record TransactionResource(PlatformTransactionManager manager, DataSource source, boolean isOnly) {}
