package dev.evenkeel.model;

/// The port through which measured values are recorded.
public interface MetricWriter {
    /// Adds to what is known of `metric` at `datapoint.start()`. `unit` is CloudWatch's word,
    /// `None` if there is none.
    void record(Scope scope, MetricId metric, Datapoint datapoint, String unit);

    /// Returns once everything recorded before is durable. May wait for the disk.
    void flush();
}
