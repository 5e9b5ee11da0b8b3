package dev.leat.channels.jmh;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.util.SampleBuffer;
import org.openjdk.jmh.util.Statistics;

/**
 * Percentiles of what a benchmark records while it runs. JMH's own way to get them would take one sample of a whole
 * invocation, which is many operations.
 */
public final class LatencyProfiler implements InternalProfiler {
    static final List<String> METRICS = List.of("p50", "p99", "p99.9");

    private static SampleBuffer recorded = new SampleBuffer();

    /** Adds nanoseconds that operations of the running iteration took. */
    static synchronized void record(long[] nanos) {
        for (long each : nanos) {
            recorded.add(each);
        }
    }

    private static synchronized SampleBuffer take() {
        SampleBuffer taken = recorded;
        recorded = new SampleBuffer();
        return taken;
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        take();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        SampleBuffer taken = take();
        if (taken.count() == 0) {
            return List.of();
        }
        Statistics micros = taken.getStatistics(1e-3);
        return METRICS.stream().map(metric -> percentile(metric, micros)).toList();
    }

    private static ScalarResult percentile(String metric, Statistics micros) {
        double rank = Double.parseDouble(metric.substring(1));
        return new ScalarResult(metric, micros.getPercentile(rank), "us", AggregationPolicy.AVG);
    }

    @Override
    public String getDescription() {
        return "percentiles of the latencies that a benchmark records";
    }
}
