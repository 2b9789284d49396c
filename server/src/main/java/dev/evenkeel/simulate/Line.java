package dev.evenkeel.simulate;

import dev.evenkeel.cli.CannotStart;

/// A line of a file, continued lines joined, and where it stands: what is wrong with it is told
/// with its number.
record Line(String file, int number, String text) {
    CannotStart wrong(String sentence) {
        return new CannotStart(file + ":" + number + ": " + sentence);
    }

    double number(String word) {
        try {
            double value = Double.parseDouble(word);
            if (value >= 0 && value < Double.MAX_VALUE) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Told below, as what is negative is.
        }
        throw wrong("want a number from 0 up, not '" + word + "'");
    }
}
