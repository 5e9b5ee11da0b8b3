package dev.leat.channels.jmh

import java.util.concurrent.Callable
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.locks.LockSupport
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.yield

/**
 * The workloads for Kotlin's channels, whose operations suspend a coroutine: how the coroutines run is left open. A
 * capacity means the same to Kotlin, from 0, [Channel.RENDEZVOUS], to [Conditions.UNBOUNDED], [Channel.UNLIMITED].
 */
internal abstract class KotlinSubject(private val capacity: Int) : Subject {
    /** Runs parts that begin together. */
    protected abstract fun run(parts: List<suspend () -> Long>): Long

    /** Starts parts that begin by waiting for something, until they wait. The result awaits their end. */
    protected abstract fun park(parts: List<suspend () -> Long>): () -> Long

    /** Waits by polling. */
    protected abstract suspend fun pause(poll: Int)

    private fun open() = Channel<Message>(capacity)

    override fun transfer(shape: Shape, count: Int, messages: Messages): Long {
        val channel = open()
        val unfinished = AtomicInteger(shape.senders)
        val receivers = List<suspend () -> Long>(shape.receivers) { { receiveAll(channel) } }
        val senders = List<suspend () -> Long>(shape.senders) { sender ->
            {
                send(channel, shape.share(count, sender), messages)
                if (unfinished.decrementAndGet() == 0) {
                    channel.close()
                }
                0
            }
        }
        return run(receivers + senders)
    }

    private suspend fun send(channel: Channel<Message>, count: Int, messages: Messages) {
        for (i in 0 until count) {
            channel.send(messages.get(i))
        }
    }

    private suspend fun receiveAll(channel: Channel<Message>): Long {
        var sum = 0L
        for (message in channel) {
            sum += message.number
        }
        return sum
    }

    private suspend fun receive(channel: Channel<Message>, count: Int): Long {
        var sum = 0L
        for (i in 0 until count) {
            sum += channel.receive().number
        }
        return sum
    }

    override fun alone(rounds: Int, batch: Int, messages: Messages): Long {
        val channel = open()
        return run(listOf {
            var sum = 0L
            for (round in 0 until rounds) {
                send(channel, batch, messages)
                sum += receive(channel, batch)
            }
            channel.close()
            sum
        })
    }

    override fun pingPong(laps: LongArray, messages: Messages): Long {
        val there = open()
        val back = open()
        return run(listOf({ ping(there, back, laps, messages) }, { relay(there, back, laps.size) }))
    }

    private suspend fun ping(there: Channel<Message>, back: Channel<Message>, laps: LongArray, messages: Messages): Long {
        var sum = 0L
        var before = System.nanoTime()
        for (i in laps.indices) {
            there.send(messages.get(i))
            sum += back.receive().number
            val now = System.nanoTime()
            laps[i] = now - before
            before = now
        }
        there.close()
        return sum
    }

    private suspend fun relay(from: Channel<Message>, to: Channel<Message>, count: Int): Long {
        for (i in 0 until count) {
            to.send(from.receive())
        }
        to.close()
        return 0
    }

    override fun trickle(delays: LongArray, pauseNanos: Long, messages: Messages): Long {
        val channel = open()
        return run(listOf({ drip(channel, delays, pauseNanos, messages) }, { gauge(channel, delays) }))
    }

    /** It is the thread that pauses: a coroutine's own pauses take whole milliseconds. */
    private suspend fun drip(channel: Channel<Message>, sent: LongArray, pauseNanos: Long, messages: Messages): Long {
        for (i in sent.indices) {
            LockSupport.parkNanos(pauseNanos)
            sent[i] = System.nanoTime()
            channel.send(messages.get(i))
        }
        channel.close()
        return 0
    }

    private suspend fun gauge(channel: Channel<Message>, sent: LongArray): Long {
        var sum = 0L
        for (i in sent.indices) {
            sum += channel.receive().number
            sent[i] = System.nanoTime() - sent[i]
        }
        return sum
    }

    override fun replies(laps: Array<LongArray>, workNanos: Long, messages: Messages): Long =
        run(laps.flatMap { own ->
            val requests = open()
            val replies = arrayOfNulls<Channel<Message>>(own.size)
            listOf<suspend () -> Long>({ ask(requests, replies, own, messages) }, { answer(requests, replies, workNanos) })
        })

    private suspend fun ask(
        requests: Channel<Message>, replies: Array<Channel<Message>?>, laps: LongArray, messages: Messages,
    ): Long {
        var sum = 0L
        for (i in laps.indices) {
            val before = System.nanoTime()
            val reply = open()
            replies[i] = reply
            requests.send(messages.get(i))
            sum += reply.receive().number
            laps[i] = System.nanoTime() - before
        }
        requests.close()
        return sum
    }

    private suspend fun answer(requests: Channel<Message>, replies: Array<Channel<Message>?>, workNanos: Long): Long {
        for (i in replies.indices) {
            val request = requests.receive()
            Subject.work(workNanos)
            val reply = replies[i]!!
            reply.send(request)
            reply.close()
        }
        return 0
    }

    override fun chain(channels: Int, count: Int, messages: Messages): Long {
        val links = List(channels) { open() }
        val relays = links.zipWithNext { from, to -> suspend { relay(from, to, count) } }
        return run(listOf(source(links.first(), count, messages)) + relays + sink(links.last(), count))
    }

    override fun pairs(channels: Int, count: Int, messages: Messages): Long =
        run(List(channels) { open() }.flatMap { listOf(source(it, count, messages), sink(it, count)) })

    private fun source(channel: Channel<Message>, count: Int, messages: Messages): suspend () -> Long = {
        send(channel, count, messages)
        channel.close()
        0
    }

    private fun sink(channel: Channel<Message>, count: Int): suspend () -> Long = { receive(channel, count) }

    override fun bursts(channels: Int, burst: Int, messages: Messages): Callable<Long> {
        val received = AtomicInteger()
        val targets = List(channels) { open() }
        val parked = park(targets.map { channel ->
            {
                val sum = receive(channel, burst)
                received.incrementAndGet()
                sum
            }
        })
        return Callable { run(listOf { burstInto(targets, burst, messages, received) }) + parked() }
    }

    private suspend fun burstInto(
        targets: List<Channel<Message>>, burst: Int, messages: Messages, received: AtomicInteger
    ): Long {
        for (i in targets.indices) {
            send(targets[i], burst, messages)
            var poll = 0
            while (received.get() == i) {
                pause(poll++)
            }
            targets[i].close()
        }
        return 0
    }

    override fun selectReceive(shape: Shape, count: Int, messages: Messages): Long {
        val channels = List(shape.senders) { open() }
        val receiver: suspend () -> Long = {
            var sum = 0L
            for (i in 0 until count) {
                sum += receiveAny(channels).number
            }
            sum
        }
        val senders = channels.mapIndexed { i, channel ->
            suspend {
                send(channel, shape.share(count, i), messages)
                0L
            }
        }
        return run(listOf(receiver) + senders)
    }

    private suspend fun receiveAny(channels: List<Channel<Message>>): Message = select {
        for (i in channels.indices) {
            channels[i].onReceive { it }
        }
    }

    override fun selectReady(channels: Int, count: Int, messages: Messages): Long {
        val all = List(channels) { open() }
        return run(listOf {
            var sum = 0L
            for (i in 0 until count step 2) {
                all[Subject.readyChannel(i, channels)].send(messages.get(i))
                all[Subject.readyChannel(i + 1, channels)].send(messages.get(i + 1))
                sum += receiveAny(all).number
                sum += receiveAny(all).number
            }
            sum
        })
    }

    override fun selectBoth(parties: Int, count: Int, messages: Messages): Long {
        val ring = List(parties) { open() }
        return run(List(parties) { i ->
            { exchange(ring[i], ring[(i + 1) % parties], count / parties, messages) }
        })
    }

    private suspend fun exchange(
        to: Channel<Message>, from: Channel<Message>, count: Int, messages: Messages
    ): Long {
        var sent = 0
        var received = 0
        var sum = 0L
        while (sent < count && received < count) {
            val next = messages.get(sent)
            val message = select<Message?> {
                to.onSend(next) { null }
                from.onReceive { it }
            }
            if (message == null) {
                sent++
            } else {
                received++
                sum += message.number
            }
        }
        while (sent < count) {
            to.send(messages.get(sent++))
        }
        return sum + receive(from, count - received)
    }

    override fun createAndClose(): Any = open().also { it.close() }

    /** Each coroutine has a platform thread of its own, which `runBlocking` blocks while the coroutine is suspended. */
    internal class Blocking(capacity: Int, private val crew: Crew) : KotlinSubject(capacity) {
        override fun run(parts: List<suspend () -> Long>) = crew.run(parts.map(::blocking))

        override fun park(parts: List<suspend () -> Long>): () -> Long {
            val parked = crew.park(parts.map(::blocking))
            return { parked.sumOf { it.get() } }
        }

        private fun blocking(part: suspend () -> Long) = Callable { runBlocking { part() } }

        override suspend fun pause(poll: Int) = Pause.before(poll)

        override fun close() = crew.close()
    }

    /** The coroutines share the threads of `Dispatchers.Default`. */
    internal class Coroutines(capacity: Int) : KotlinSubject(capacity) {
        override fun run(parts: List<suspend () -> Long>): Long = runBlocking(Dispatchers.Default) {
            val absent = AtomicInteger(parts.size)
            val together = CompletableDeferred<Unit>()
            parts.map { part ->
                async {
                    if (absent.decrementAndGet() == 0) {
                        together.complete(Unit)
                    }
                    together.await()
                    part()
                }
            }.awaitAll().sum()
        }

        override fun park(parts: List<suspend () -> Long>): () -> Long {
            val scope = CoroutineScope(Dispatchers.Default)
            // Undispatched, a coroutine runs in the calling thread until it is suspended.
            val parked = parts.map { part -> scope.async(start = UNDISPATCHED) { part() } }
            return { runBlocking { parked.awaitAll().sum() } }
        }

        override suspend fun pause(poll: Int) = if (poll < 10) Thread.onSpinWait() else yield()

        override fun close() = Unit
    }
}
