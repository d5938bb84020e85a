// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection that blows after so many statements of a run; what only reads the catalog does not
 * count.
 */
final class Fuse {

    /** What ends the session, or the server. */
    interface Blow {
        void now() throws SQLException;
    }

    private final Connection connection;
    private final AtomicInteger left;
    private final Blow blow;

    Fuse(Connection connection, int statements, Blow blow) {
        this.connection = connection;
        this.left = new AtomicInteger(statements);
        this.blow = blow;
    }

    /** Whether so many statements were run at all. */
    boolean blown() {
        return left.get() <= 0;
    }

    Connection connection() {
        return proxy(
                Connection.class,
                (method, arguments) -> {
                    Object result = method.invoke(connection, arguments);
                    return result instanceof Statement statement
                                    && method.getName().equals("createStatement")
                            ? statement(statement)
                            : result;
                });
    }

    private Statement statement(Statement statement) {
        return proxy(
                Statement.class,
                (method, arguments) -> {
                    Object result = method.invoke(statement, arguments);
                    // the reader of the catalog reads in a transaction of its own
                    if (method.getName().equals("execute")
                            && connection.getAutoCommit()
                            && left.decrementAndGet() == 0) {
                        blow.now();
                    }
                    return result;
                });
    }

    private interface Handler {
        Object handle(Method method, Object[] arguments)
                throws ReflectiveOperationException, SQLException;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            try {
                                return handler.handle(method, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }
}
