package dev.evenkeel.api.wire;

import dev.evenkeel.wire.Namespace;

/// XML as it grows.
final class XmlText {
    private final StringBuilder text =
            new StringBuilder(1024).append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    XmlText open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    XmlText open(String name, String namespace) {
        open(name);
        return namespace.isEmpty() ? this : attribute("xmlns", namespace);
    }

    /// Adds to the element that was opened last, while it has no content.
    XmlText attribute(String name, String value) {
        text.setLength(text.length() - 1);
        text.append(' ').append(name).append("=\"");
        value.codePoints().forEach(this::escapedInAttribute);
        text.append("\">");
        return this;
    }

    /// Declares a namespace on the element that was opened last.
    XmlText declare(Namespace namespace) {
        if (namespace.isNone()) {
            return this;
        }
        String prefix = namespace.prefix();
        return attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, namespace.uri());
    }

    XmlText close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    XmlText leaf(String name, String value) {
        return open(name).text(value).close(name);
    }

    XmlText text(String value) {
        value.codePoints().forEach(this::escaped);
        return this;
    }

    /// A reader makes blanks of tabs and line ends in attributes, unless they are references.
    private void escapedInAttribute(int c) {
        if (c == '\n' || c == '\t') {
            text.append("&#").append(c).append(';');
        } else {
            escaped(c);
        }
    }

    /// XML 1.0 has no control characters and no lone surrogates; a carriage return survives only as
    /// a reference.
    private void escaped(int c) {
        switch (c) {
            case '<' -> text.append("&lt;");
            case '>' -> text.append("&gt;");
            case '&' -> text.append("&amp;");
            case '"' -> text.append("&quot;");
            case '\r' -> text.append("&#xD;");
            default -> text.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
        }
    }

    private static boolean isAllowed(int c) {
        return c == '\n'
                || c == '\t'
                || c >= 0x20 && c < 0xD800
                || c > 0xDFFF && c != 0xFFFE && c != 0xFFFF;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
