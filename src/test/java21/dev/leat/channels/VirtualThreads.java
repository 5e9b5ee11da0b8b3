package dev.leat.channels;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs the bodies of test methods in virtual threads. */
final class VirtualThreads implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext test)
            throws Throwable {
        runVirtually(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext test)
            throws Throwable {
        runVirtually(invocation);
    }

    // A body that spins keeps its carrier: if there is no other one, who it waits for never runs. (CarrierTest has one.)
    private static void runVirtually(Invocation<Void> invocation) throws Throwable {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "the other threads of a test need a carrier too");
        Callable<Throwable> body = () -> {
            try {
                invocation.proceed();
                return null;
            } catch (Throwable failure) {
                return failure;
            }
        };
        FutureTask<Throwable> result = new FutureTask<>(body);
        Thread.ofVirtual().start(result);
        Throwable failure = result.get();
        if (failure != null) {
            throw failure;
        }
    }
}
