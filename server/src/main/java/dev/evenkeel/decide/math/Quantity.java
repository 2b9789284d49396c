package dev.evenkeel.decide.math;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// What an expression, or a part of one, comes to.
public sealed interface Quantity {
    /// One number.
    record Scalar(double value) implements Quantity {}

    /// Values over time. `period` is their distance.
    record Series(String label, long period, SortedMap<Instant, Double> values)
            implements Quantity {
        public Series {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }

        Series with(SortedMap<Instant, Double> others) {
            return new Series(label, period, others);
        }

        Series map(DoubleUnaryOperator function) {
            var next = new TreeMap<Instant, Double>();
            values.forEach((at, value) -> put(next, at, function.applyAsDouble(value)));
            return with(next);
        }

        /// Both, where both have a value.
        Series join(Series other, DoubleBinaryOperator function) {
            var next = new TreeMap<Instant, Double>();
            values.forEach((at, value) -> {
                Double with = other.values.get(at);
                if (with != null) {
                    put(next, at, function.applyAsDouble(value, with));
                }
            });
            return new Series(label, Math.max(period, other.period), next);
        }

        /// A quotient by nothing, or the like, is no value.
        static void put(SortedMap<Instant, Double> values, Instant at, double value) {
            if (Double.isFinite(value)) {
                values.put(at, value);
            }
        }
    }

    /// Several series.
    record Several(List<Series> all) implements Quantity {
        public Several {
            all = List.copyOf(all);
        }
    }

    /// Text or a word, for functions that take one.
    record Word(String text) implements Quantity {}
}
