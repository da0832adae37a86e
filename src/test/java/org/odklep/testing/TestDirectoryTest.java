package org.odklep.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDirectoryTest {
    @Test
    void everybodyMayEnterAndReadWhatIsWritten() throws IOException {
        try (TestDirectory directory = TestDirectory.create()) {
            Path file = directory.write("deep/down/file", "text");
            assertThat(permissions(directory.path())).isEqualTo("rwxr-xr-x");
            assertThat(permissions(directory.resolve("deep/down"))).endsWith("r-x");
            assertThat(permissions(file)).endsWith("r--");
        }
    }

    @Test
    void closeRemovesTheTreeButNotWhatLinksPointTo(@TempDir Path outside) throws IOException {
        Path kept = Files.writeString(outside.resolve("kept"), "text");
        TestDirectory directory = TestDirectory.create();
        directory.write("a/b", "text");
        Files.createSymbolicLink(directory.resolve("link"), outside);
        directory.close();
        assertThat(directory.path()).doesNotExist();
        assertThat(kept).hasContent("text");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
