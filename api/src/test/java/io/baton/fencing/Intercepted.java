// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Real connections and statements with one behaviour changed. */
final class Intercepted {

    interface Preparation {
        PreparedStatement prepare(String sql) throws SQLException;
    }

    interface Call {
        @Nullable
        Object run(Method method, Object[] arguments) throws Throwable;
    }

    private Intercepted() {}

    /** The connection, but with statements from elsewhere. */
    static Connection connection(Connection real, Preparation preparation) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("prepareStatement") && arguments[0] instanceof String sql) {
                return preparation.prepare(sql);
            }
            return invoke(method, real, arguments);
        });
    }

    static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call.run(method, arguments == null ? new Object[0] : arguments)));
    }

    static @Nullable Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
