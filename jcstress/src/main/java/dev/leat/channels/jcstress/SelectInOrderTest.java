package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.BoundedChannel;
import dev.leat.channels.Select;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A select in order takes what was there first, if that is listed first (Chooser: in order). */
@JCStressTest
@Outcome(id = "null", expect = ACCEPTABLE, desc = "Nothing was sent yet.")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "The first was sent.")
@Outcome(id = "2", expect = FORBIDDEN, desc = "Whenever the second was there, the first was too.")
@Outcome(expect = FORBIDDEN, desc = "Something else came.")
@State
public class SelectInOrderTest extends ChannelState {
    private final BoundedChannel<Integer> other = BoundedState.channel(1);

    @Actor
    public void send() {
        together(2);
        sender.send(1);
        trySend(other.sender(), 2);
    }

    @Actor
    public void select(L_Result r) {
        together(2);
        r.r1 = Select.ofInOrder(receiving(receiver), receiving(other.receiver())).trySelect();
    }

    @Arbiter
    public void end() {
        closeBoth(other);
        close();
    }
}
