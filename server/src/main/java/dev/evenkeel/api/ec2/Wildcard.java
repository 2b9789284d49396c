package dev.evenkeel.api.ec2;

/// A filter's value: `*` stands for any text, `?` for one character, `\` takes the next one as it
/// is. Case counts.
record Wildcard(String pattern) {

    /// Takes time linear in both lengths: on a mismatch only the last `*` is tried again, one
    /// character further.
    boolean matches(String text) {
        int p = 0;
        int t = 0;
        int starAt = -1;
        int starText = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                starAt = p++;
                starText = t;
            } else if (matchesOne(p, text.charAt(t))) {
                p += isEscape(p) ? 2 : 1;
                t++;
            } else if (starAt >= 0) {
                p = starAt + 1;
                t = ++starText;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private boolean matchesOne(int p, char c) {
        if (p >= pattern.length()) {
            return false;
        }
        return isEscape(p)
                ? pattern.charAt(p + 1) == c
                : pattern.charAt(p) == '?' || pattern.charAt(p) == c;
    }

    private boolean isEscape(int p) {
        return pattern.charAt(p) == '\\' && p + 1 < pattern.length();
    }
}
