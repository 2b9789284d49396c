package dev.evenkeel.proxy.route;

import dev.evenkeel.decide.RegularExpression;

/// A regular expression, found anywhere in the text. The one kind of condition that costs a little
/// memory per request: the engine's own.
record Regex(RegularExpression expression) implements TextPattern {
    @Override
    public boolean matches(byte[] text, int from, int to) {
        return expression.isFoundIn(new Span(text, from, to));
    }

    /// Bytes as the engine reads text, one character each, without copying them.
    @SuppressWarnings("ArrayRecordComponent") // Lives for one comparison.
    private record Span(byte[] bytes, int from, int to) implements CharSequence {
        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            return (char) (bytes[from + index] & 0xff);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Span(bytes, from + start, from + end);
        }
    }
}
