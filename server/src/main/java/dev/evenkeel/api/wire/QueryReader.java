package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parameters to records. Parameters no shape knows are ignored, as AWS does.
final class QueryReader {
    private final boolean ec2;

    /// @param ec2 whether lists are `Name.N` throughout, not `Name.member.N`
    QueryReader(boolean ec2) {
        this.ec2 = ec2;
    }

    <T> T read(Structure<T> structure, ParameterTree tree) {
        return structure(structure, tree, "");
    }

    private <T> T structure(Structure<T> structure, ParameterTree tree, String path) {
        List<Member> members = structure.members();
        @Nullable Object[] values = new Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            Member member = members.get(i);
            ParameterTree child = tree.child(member.requestName());
            if (child != null) {
                values[i] = value(member.shape(), child, path + member.requestName());
            }
        }
        return structure.make(values);
    }

    private Object value(Shape shape, ParameterTree tree, String path) {
        return switch (shape) {
            case Shape.Reference reference -> structure(reference.target().get(), tree, path + ".");
            case Structure<?> structure -> structure(structure, tree, path + ".");
            case ListOf list -> list(list, tree, path);
            case MapOf map -> map(map, tree, path);
            case Scalar scalar -> scalar(scalar, tree, path);
        };
    }

    private List<Object> list(ListOf list, ParameterTree tree, String path) {
        List<ParameterTree> elements = elements(list, tree);
        List<Object> result = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            result.add(value(list.element(), elements.get(i), path + "." + (i + 1)));
        }
        return result;
    }

    /// `Name.member.N`, or `Name.N` from clients written by hand; a lone `Name=` is an empty list.
    private List<ParameterTree> elements(ListOf list, ParameterTree tree) {
        if (ec2 || list.flattened()) {
            return tree.elements();
        }
        ParameterTree named = tree.child(list.elementName());
        ParameterTree holder = named == null ? tree.child("member") : named;
        return (holder == null ? tree : holder).elements();
    }

    private Map<String, Object> map(MapOf map, ParameterTree tree, String path) {
        ParameterTree entry = tree.child("entry");
        List<ParameterTree> entries = (map.flattened() || entry == null ? tree : entry).elements();
        Map<String, Object> result = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            String at = path + "." + (i + 1);
            String key = entries.get(i).text(map.keyName());
            ParameterTree value = entries.get(i).child(map.valueName());
            if (value == null) {
                throw malformed("Map entry " + at + " has no " + map.valueName());
            }
            result.put(key, value(map.value(), value, at));
        }
        return result;
    }

    private Object scalar(Scalar scalar, ParameterTree tree, String path) {
        String text = tree.value();
        if (text == null) {
            throw malformed("Unexpected list element or structure at " + path);
        }
        try {
            return ScalarText.parse(scalar.type(), text);
        } catch (IllegalArgumentException wrong) {
            String noun = ScalarText.noun(scalar.type());
            throw malformed("'" + text + "' at " + path + " is not a valid " + noun);
        }
    }

    private ApiFault malformed(String message) {
        return new ApiFault(ec2 ? "InvalidParameterValue" : "MalformedInput", message);
    }
}
