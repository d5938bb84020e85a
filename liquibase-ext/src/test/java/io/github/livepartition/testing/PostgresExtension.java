// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Resolves {@link TestDatabase} parameters; the stores close what they hold. */
final class PostgresExtension implements ParameterResolver, ExecutionCondition {

    private static final Namespace OURS = Namespace.create(PostgresExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return crashes(context) && !TestServer.canCrashHere()
                ? ConditionEvaluationResult.disabled("the server under test cannot be crashed")
                : ConditionEvaluationResult.enabled("the server under test will do");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public TestDatabase resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(OURS)
                .getOrComputeIfAbsent(
                        TestDatabase.class,
                        type -> TestDatabase.on(server(context)),
                        TestDatabase.class);
    }

    private static TestServer server(ExtensionContext context) {
        return crashes(context)
                ? ofTheClass(context)
                        .getStore(OURS)
                        .getOrComputeIfAbsent(
                                TestServer.class, type -> TestServer.own(), TestServer.class)
                : TestServer.shared();
    }

    private static boolean crashes(ExtensionContext context) {
        return Optional.of(context)
                .flatMap(ExtensionContext::getTestClass)
                .flatMap(PostgresExtension::annotation)
                .map(PostgresTest::crash)
                .orElse(false);
    }

    private static Optional<PostgresTest> annotation(Class<?> type) {
        return AnnotationSupport.findAnnotation(type, PostgresTest.class)
                .or(
                        () ->
                                Optional.ofNullable(type.getEnclosingClass())
                                        .flatMap(PostgresExtension::annotation));
    }

    private static ExtensionContext ofTheClass(ExtensionContext context) {
        ExtensionContext here = context;
        while (here.getTestMethod().isPresent()) {
            here = here.getParent().orElseThrow();
        }
        return here;
    }
}
