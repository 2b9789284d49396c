package dev.evenkeel.wire;

import java.util.List;
import java.util.function.Supplier;

/// One operation of a service. Shapes are late, so that only the records of used operations are
/// loaded.
///
/// @param resultName the element around the answer in the query protocol, empty if there is none
public record Operation<I, O>(
        String name,
        Supplier<Structure<I>> input,
        Supplier<Structure<O>> output,
        String resultName,
        List<ErrorCode> errors) {}
