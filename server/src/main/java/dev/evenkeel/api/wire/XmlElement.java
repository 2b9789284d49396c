package dev.evenkeel.api.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One element of a request's XML. Names are without their prefixes: clients choose those.
///
/// @param text what stands between its tags, without that of its children
record XmlElement(
        String name, Map<String, String> attributes, List<XmlElement> children, String text) {

    @Nullable XmlElement child(String wanted) {
        for (XmlElement child : children) {
            if (child.name().equals(wanted)) {
                return child;
            }
        }
        return null;
    }

    List<XmlElement> children(String wanted) {
        return children.stream().filter(child -> child.name().equals(wanted)).toList();
    }
}
