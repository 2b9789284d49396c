package dev.evenkeel.api.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.api.ApiFault;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class UserDataTest {
    @Test
    void sixteenKilobytesAreEnough() {
        assertThat(UserData.checked(bytes(16 * 1024))).contains(bytes(16 * 1024));
        assertThatThrownBy(() -> UserData.checked(bytes(16 * 1024 + 1)))
                .isInstanceOf(ApiFault.class)
                .hasMessage("User data is limited to 16384 bytes");
    }

    @Test
    void emptyTextIsNoUserData() {
        assertThat(UserData.checked("")).isEmpty();
        assertThat(UserData.checked(null)).isEmpty();
    }

    @Test
    void brokenLinesAreStillBase64() {
        assertThat(UserData.checked("aGVs\nbG8=\n")).isPresent();
    }

    private static String bytes(int count) {
        return Base64.getEncoder().encodeToString(new byte[count]);
    }
}
