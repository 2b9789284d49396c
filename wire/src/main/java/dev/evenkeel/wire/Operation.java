package dev.evenkeel.wire;

import java.util.List;
import java.util.function.Supplier;

/// One operation of a service. Shapes are late, so that only the records of used operations are
/// loaded.
///
/// @param resultName the element around the answer in the query protocol, empty if there is none
/// @param http how REST protocols call it
public record Operation<I, O>(
        String name,
        Supplier<Structure<I>> input,
        Supplier<Structure<O>> output,
        String resultName,
        List<ErrorCode> errors,
        Http http) {

    public Operation(
            String name,
            Supplier<Structure<I>> input,
            Supplier<Structure<O>> output,
            String resultName,
            List<ErrorCode> errors) {
        this(name, input, output, resultName, errors, Http.RPC);
    }
}
