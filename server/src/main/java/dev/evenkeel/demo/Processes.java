package dev.evenkeel.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The processes of an instance, found as an operator finds them: by the tag in their environment.
final class Processes {
    private Processes() {}

    /// Sends SIGKILL to every process of the instance.
    static void kill(String instanceId) {
        List<ProcessHandle> found =
                ProcessHandle.allProcesses().filter(p -> isOf(p.pid(), instanceId)).toList();
        if (found.isEmpty()) {
            throw new StoryException("no process of " + instanceId + " is found");
        }
        found.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean isOf(long pid, String instanceId) {
        try {
            byte[] environment = Files.readAllBytes(Path.of("/proc/" + pid + "/environ"));
            return new String(environment, StandardCharsets.ISO_8859_1)
                    .contains("EVENKEEL_INSTANCE_ID=" + instanceId + "\0");
        } catch (IOException goneOrForeign) {
            return false;
        }
    }
}
