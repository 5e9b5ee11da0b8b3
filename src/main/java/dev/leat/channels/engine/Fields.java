package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** How the classes here get at their own fields with a memory mode, or by one atomic step. */
final class Fields {
    private Fields() {
    }

    /** Returns the handle of a field of the class whose lookup it is. It converts no arguments: their types must be exact. */
    static VarHandle handle(MethodHandles.Lookup lookup, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), name, type).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
