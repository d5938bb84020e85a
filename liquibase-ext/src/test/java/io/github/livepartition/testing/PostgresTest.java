// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test method that has a {@link TestDatabase} parameter a fresh database, dropped after
 * it.
 *
 * <p>All methods of one test ({@code @BeforeEach}, the test itself) get the same one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(PostgresExtension.class)
public @interface PostgresTest {

    /**
     * Whether the tests crash the server: the class then gets one of its own, and is skipped where
     * the server under test cannot be crashed.
     */
    boolean crash() default false;
}
