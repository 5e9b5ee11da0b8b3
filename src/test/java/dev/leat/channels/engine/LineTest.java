package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The line one step at a time. */
class LineTest {
    private final Set<Place> over = new HashSet<>();
    private final Line line = new Line() {
        @Override
        boolean isOver(Place place) {
            return over.contains(place);
        }
    };

    private Place appended() {
        var place = new Place();
        line.append(place);
        return place;
    }

    private void leave(Place place) {
        over.add(place);
        line.sweep(place);
    }

    @Test
    void theOnlyPlaceThatLeavesIsLetGo() {
        var a = appended();
        leave(a);
        assertNull(line.next, "nothing refers to it");
        assertTrue(line.isVacant());
        assertNull(line.first());
        assertSame(line, line.last());
        var b = appended();
        assertFalse(line.isVacant());
        assertSame(b, line.first());
        assertSame(b, line.last());
        assertNull(line.after(b));
    }

    @Test
    void nobodyWaitsForOneWhoSealedAndWasStopped() {
        var a = appended();
        over.add(a);
        assertTrue(a.casNext(null, a)); // sealed, and no further
        assertNull(line.first());
        assertNull(line.after(a));
        assertSame(line, line.last());
        assertFalse(line.append(a, new Place()), "not behind one that is sealed");
        line.sweep(null);
        var b = appended();
        assertSame(b, line.first());
        assertFalse(line.casNext(a, null), "the step that the other one comes back for");
        assertSame(b, line.first());
    }

    @Test
    void nothingIsAppendedBehindOneThatWasUnlinked() {
        var a = appended();
        var b = appended();
        leave(a);
        assertFalse(line.append(a, new Place()));
        leave(b);
        assertFalse(line.append(b, new Place()));
        assertNull(line.first());
    }

    @Test
    void theLastPlaceStaysBehindOneThatIsNotOver() {
        var a = appended();
        var b = appended();
        leave(b);
        assertSame(b, line.last());
        var c = appended();
        line.sweep(c);
        assertSame(c, line.last());
        leave(a);
        assertSame(c, line.first());
        assertSame(a, a.next);
        assertSame(b, b.next);
    }

    @Test
    void whoWasUnlinkedMeanwhileLeadsToTheFront() {
        var a = appended();
        var b = appended();
        var c = appended();
        leave(a);
        leave(b);
        assertSame(c, line.after(a));
        assertSame(c, line.after(b));
    }

    @Test
    void whatIsNeverOverIsNeverSealed() {
        var mark = new Place();
        var a = appended();
        assertTrue(line.link(a, mark));
        leave(a);
        line.sweep(null);
        assertSame(mark, line.first());
        assertSame(mark, line.last());
        assertNull(mark.next);
    }

    @Test
    void aStampTellsThatSomebodyHasComeAndGone() {
        var empty = line.stamp();
        assertSame(empty, line.stamp());
        line.sweep(null);
        assertSame(empty, line.stamp());
        var a = appended();
        var one = line.stamp();
        assertNotSame(empty, one);
        assertSame(one, line.stamp());
        leave(a);
        var emptyAgain = line.stamp();
        assertNotSame(empty, emptyAgain);
        assertNotSame(one, emptyAgain);
        leave(appended());
        assertNotSame(emptyAgain, line.stamp());
    }
}
