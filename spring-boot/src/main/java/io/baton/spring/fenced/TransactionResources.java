// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.spring.fenced.FencedOperation.ManagerName;
import io.baton.spring.methods.AnnotatedMethodException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.TransactionManagementConfigurer;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.util.ClassUtils;

/** Finds the transaction manager of a fenced method, and the data source behind it. Safe for use by any number of threads. */
final class TransactionResources {

    private static final boolean JPA = ClassUtils.isPresent(
                    "org.springframework.orm.jpa.JpaTransactionManager", TransactionResources.class.getClassLoader())
            && ClassUtils.isPresent(
                    "jakarta.persistence.EntityManagerFactory", TransactionResources.class.getClassLoader());

    private final BeanFactory beans;
    private final Map<ManagerName, TransactionResource> found = new ConcurrentHashMap<>();

    TransactionResources(BeanFactory beans) {
        this.beans = beans;
    }

    /**
     * Where the transactions of the method run.
     *
     * @throws AnnotatedMethodException if that cannot be told, or is no database
     */
    TransactionResource of(FencedOperation operation) {
        TransactionResource known = found.get(operation.manager());
        if (known != null) {
            return known;
        }
        TransactionManager manager = manager(operation);
        TransactionResource resource = Optional.ofNullable(dataSource(manager))
                .map(source -> new TransactionResource((PlatformTransactionManager) manager, source, isOnly()))
                .orElseThrow(() -> new AnnotatedMethodException(
                        "@Fenced(\"" + operation.resource() + "\") on " + operation.method()
                                + " has no database to check in: a transaction manager of "
                                + manager.getClass().getName() + " shows no data source",
                        "Name one by @Fenced(transactionManager = ...) that is a DataSourceTransactionManager, or a"
                                + " JpaTransactionManager with a data source."));
        found.put(operation.manager(), resource);
        return resource;
    }

    private boolean isOnly() {
        return beans.getBeanProvider(TransactionManager.class).stream().count() == 1;
    }

    private TransactionManager manager(FencedOperation operation) {
        try {
            return manager(operation.manager());
        } catch (BeansException e) {
            throw new AnnotatedMethodException(
                    "@Fenced(\"" + operation.resource() + "\") on " + operation.method()
                            + " has no transaction manager: " + e.getMessage(),
                    "Name one by @Fenced(transactionManager = ...) or @Transactional(transactionManager = ...), or make"
                            + " one of them primary.");
        }
    }

    /** In the order in which Spring looks for the manager of a transaction. */
    private TransactionManager manager(ManagerName name) {
        if (!name.given().isEmpty()) {
            return qualified(name.given());
        }
        if (!name.ofType().isEmpty()) {
            try {
                return qualified(name.ofType());
            } catch (NoSuchBeanDefinitionException qualifiesTheClassOnly) {
                // The class is qualified for others.
            }
        }
        TransactionManagementConfigurer configurer =
                beans.getBeanProvider(TransactionManagementConfigurer.class).getIfAvailable();
        return configurer == null
                ? beans.getBean(TransactionManager.class)
                : configurer.annotationDrivenTransactionManager();
    }

    private TransactionManager qualified(String qualifier) {
        return BeanFactoryAnnotationUtils.qualifiedBeanOfType(beans, TransactionManager.class, qualifier);
    }

    private static @Nullable DataSource dataSource(TransactionManager manager) {
        if (manager instanceof DataSourceTransactionManager jdbc) {
            return jdbc.getDataSource();
        }
        if (JPA && Jpa.isOne(manager)) {
            return Jpa.dataSource(manager);
        }
        return manager instanceof ResourceTransactionManager other
                        && manager instanceof PlatformTransactionManager
                        && other.getResourceFactory() instanceof DataSource source
                ? source
                : null;
    }

    /** Apart, because an application need not have JPA. */
    private static final class Jpa {

        static boolean isOne(TransactionManager manager) {
            return manager instanceof JpaTransactionManager;
        }

        static @Nullable DataSource dataSource(TransactionManager manager) {
            return ((JpaTransactionManager) manager).getDataSource();
        }
    }
}
