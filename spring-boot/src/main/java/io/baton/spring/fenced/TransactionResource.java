// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import javax.sql.DataSource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Where transactions run.
 *
 * @param source the one whose connections the manager binds to threads
 */
record TransactionResource(PlatformTransactionManager manager, DataSource source) {}
