package dev.evenkeel.api.wire;

import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.dataformat.cbor.CBORGenerator;

/// Records to JSON or CBOR, whichever the generator writes.
final class TreeWriter {
    private static final int EPOCH_TAG = 1;

    private final JsonGenerator out;

    TreeWriter(JsonGenerator out) {
        this.out = out;
    }

    void structure(Structure<?> structure, Object instance) {
        out.writeStartObject();
        for (Member member : structure.members()) {
            Object value = member.get().apply(instance);
            if (value != null) {
                out.writeName(member.name());
                value(member.shape(), value);
            }
        }
        out.writeEndObject();
    }

    private void value(Shape shape, Object value) {
        switch (shape) {
            case Shape.Reference reference -> structure(reference.target().get(), value);
            case Structure<?> structure -> structure(structure, value);
            case ListOf list -> {
                out.writeStartArray();
                ((List<?>) value).forEach(element -> value(list.element(), element));
                out.writeEndArray();
            }
            case MapOf map -> {
                out.writeStartObject();
                ((Map<?, ?>) value)
                        .forEach((key, element) -> {
                            out.writeName(String.valueOf(key));
                            value(map.value(), element);
                        });
                out.writeEndObject();
            }
            case Scalar scalar -> scalar(scalar, value);
        }
    }

    private void scalar(Scalar scalar, Object value) {
        switch (value) {
            case Instant moment -> moment(scalar.timeFormat(), moment);
            case byte[] bytes -> out.writeBinary(bytes);
            case Boolean truth -> out.writeBoolean(truth);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Float number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            default -> out.writeString(value.toString());
        }
    }

    private void moment(Scalar.TimeFormat format, Instant moment) {
        if (out instanceof CBORGenerator cbor) {
            cbor.writeTag(EPOCH_TAG);
            cbor.writeNumber(moment.toEpochMilli() / 1000d);
            return;
        }
        switch (format) {
            case OF_PROTOCOL, EPOCH_SECONDS -> out.writeNumber(Moments.epochSeconds(moment));
            case DATE_TIME -> out.writeString(Moments.dateTime(moment));
            case HTTP_DATE -> out.writeString(Moments.httpDate(moment));
        }
    }
}
