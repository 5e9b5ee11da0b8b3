package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.LongValue;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thread that is stopped in the middle of an operation, wherever that is, holds nobody up, and when it goes on,
 * nothing is lost or doubled. A debugger stops one peer after the other, at random places, in a virtual machine that only
 * interprets, so that it can stop in many.
 */
class StalledPeerTest {
    private static final int STOPS = 20;
    private static final int MOST_STOPS = 400;
    private static final int PLACES = 5;
    private static final int PEERS = 4;
    /** How the names of places end at which a select over several channels is stopped. */
    private static final String SELECT = " in a select";

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 16})
    void othersGoOn(int capacity) throws Exception {
        var launcher = Bootstrap.virtualMachineManager().defaultConnector();
        var arguments = launcher.defaultArguments();
        arguments.get("home").setValue(System.getProperty("java.home"));
        arguments.get("options").setValue("-Xint -cp \"" + ChildJvm.classPath(StalledProgram.class) + '"');
        arguments.get("main").setValue(StalledProgram.class.getName() + " " + capacity);
        arguments.get("suspend").setValue("false"); // a resume() that comes before the machine suspends itself would be lost
        VirtualMachine machine = launcher.launch(arguments);
        Process process = machine.process();
        try {
            new Debugger(machine).play(new SplittableRandom());
            var errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), errors);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static final class Debugger {
        private final VirtualMachine machine;
        private final List<ThreadReference> peers;
        private final ClassType program;
        private final ArrayReference done;
        private final Set<String> loaded;

        Debugger(VirtualMachine machine) {
            this.machine = machine;
            // Who is stopped while it loads a class holds up all who need it. The program loads those of the library, and each
            // peer first does everything, for those of the JDK.
            Await.until(() -> peers().size() == PEERS && !machine.classesByName(StalledProgram.class.getName()).isEmpty()
                    && IntStream.range(0, PEERS).allMatch(peer -> sum(counters(), peer) >= 200), "peers at work");
            peers = peers();
            program = program();
            done = counters();
            loaded = library();
        }

        /** The names of the library's classes that are loaded, without those that are made as they are used. */
        private Set<String> library() {
            return machine.allClasses().stream().map(ReferenceType::name)
                    .filter(name -> name.startsWith("dev.leat.channels.") && !name.contains("$$Lambda") && !name.endsWith("[]"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private List<ThreadReference> peers() {
            return machine.allThreads().stream().filter(thread -> thread.name().startsWith("peer "))
                    .sorted(Comparator.comparing(ThreadReference::name)).toList();
        }

        private ClassType program() {
            return (ClassType) machine.classesByName(StalledProgram.class.getName()).get(0);
        }

        private ArrayReference counters() {
            var counters = (ObjectReference) program().getValue(program().fieldByName("DONE"));
            return (ArrayReference) counters.getValue(counters.referenceType().fieldByName("array"));
        }

        private static long sum(ArrayReference done, int... peers) {
            long sum = 0;
            for (int peer : peers) {
                sum += ((LongValue) done.getValue(peer)).value();
            }
            return sum;
        }

        void play(SplittableRandom random) throws Exception {
            Set<String> places = new TreeSet<>();
            // Who waits stands at one of few places for most of the time: go on until there were others too.
            for (int i = 0; i < STOPS || !areEnough(places) && i < MOST_STOPS; i++) {
                int victim = random.nextInt(PEERS);
                ThreadReference peer = peers.get(victim);
                peer.suspend();
                places.add(place(peer));
                List<Location> stack = peer.frames().stream().map(StackFrame::location).toList();
                awaitProgress(victim, 0, 1, stack);
                awaitProgress(victim, 2, 3, stack);
                peer.resume();
            }
            assertEquals(loaded, library(), "loaded while some were stopped");
            assertTrue(areEnough(places), () -> "stopped at few places: " + places);
            program.setValue(program.fieldByName("over"), machine.mirrorOf(true));
        }

        private static boolean areEnough(Set<String> places) {
            return places.size() >= PLACES && places.stream().anyMatch(place -> place.endsWith(SELECT));
        }

        /** Waits until those of two peers who are not stopped have done something. */
        private void awaitProgress(int stopped, int one, int other, List<Location> stack) {
            int[] going = IntStream.of(one, other).filter(peer -> peer != stopped).toArray();
            long goal = sum(done, going) + 10;
            Await.until(() -> sum(done, going) >= goal, "others go on though one is stopped at " + stack);
        }

        /** Where in the library the thread stands, or what it is doing outside. */
        private static String place(ThreadReference peer) throws IncompatibleThreadStateException {
            String place = "";
            for (StackFrame frame : peer.frames()) {
                var location = frame.location();
                String type = location.declaringType().name();
                String method = location.method().name();
                if (place.isEmpty() && type.startsWith("dev.leat.channels.")) {
                    place = type + "." + method + ":" + location.lineNumber();
                }
                if (type.endsWith(".Chooser")) {
                    return method.equals("runOnly") ? place : place + SELECT;
                }
            }
            return place;
        }
    }
}
