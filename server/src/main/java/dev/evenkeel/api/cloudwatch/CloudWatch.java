package dev.evenkeel.api.cloudwatch;

import dev.evenkeel.api.Operations;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.wire.cloudwatch.CloudWatchOperations;

/// The CloudWatch operations that are answered.
public final class CloudWatch {
    private CloudWatch() {}

    public static Operations operations(MetricReader reader, MetricWriter writer) {
        var metrics = new Metrics(reader, writer);
        var statistics = new MetricStatistics(reader);
        var queries = new MetricQueries(reader);
        return Operations.of(CloudWatchOperations.SERVICE)
                .effect(CloudWatchOperations.PUT_METRIC_DATA, metrics::put)
                .effect(CloudWatchOperations.LIST_METRICS, metrics::list)
                .effect(CloudWatchOperations.GET_METRIC_STATISTICS, statistics::read)
                .effect(CloudWatchOperations.GET_METRIC_DATA, queries::data)
                .write(CloudWatchOperations.PUT_METRIC_ALARM, Alarms::put)
                .write(CloudWatchOperations.PUT_ANOMALY_DETECTOR, AnomalyDetectors::put)
                .read(CloudWatchOperations.DESCRIBE_ANOMALY_DETECTORS, AnomalyDetectors::describe)
                .write(CloudWatchOperations.DELETE_ANOMALY_DETECTOR, AnomalyDetectors::delete)
                .write(CloudWatchOperations.PUT_DASHBOARD, Dashboards::put)
                .read(CloudWatchOperations.GET_DASHBOARD, Dashboards::get)
                .read(CloudWatchOperations.LIST_DASHBOARDS, Dashboards::list)
                .write(CloudWatchOperations.DELETE_DASHBOARDS, Dashboards::delete)
                .write(CloudWatchOperations.PUT_COMPOSITE_ALARM, CompositeAlarms::put)
                .read(CloudWatchOperations.DESCRIBE_ALARM_HISTORY, AlarmHistories::describe)
                .write(CloudWatchOperations.DELETE_ALARMS, Alarms::delete)
                .write(CloudWatchOperations.SET_ALARM_STATE, Alarms::setState)
                .write(CloudWatchOperations.ENABLE_ALARM_ACTIONS, Alarms::enable)
                .write(CloudWatchOperations.DISABLE_ALARM_ACTIONS, Alarms::disable)
                .read(CloudWatchOperations.DESCRIBE_ALARMS, AlarmListings::describe)
                .read(CloudWatchOperations.DESCRIBE_ALARMS_FOR_METRIC, AlarmListings::forMetric)
                .read(CloudWatchOperations.LIST_TAGS_FOR_RESOURCE, AlarmTags::list)
                .write(CloudWatchOperations.TAG_RESOURCE, AlarmTags::tag)
                .write(CloudWatchOperations.UNTAG_RESOURCE, AlarmTags::untag);
    }
}
