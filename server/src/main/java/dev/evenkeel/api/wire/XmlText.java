package dev.evenkeel.api.wire;

/// XML as it grows.
final class XmlText {
    private final StringBuilder text =
            new StringBuilder(1024).append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    XmlText open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    XmlText open(String name, String namespace) {
        text.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
        return this;
    }

    XmlText close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    XmlText leaf(String name, String value) {
        open(name);
        value.codePoints().forEach(this::escaped);
        return close(name);
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
