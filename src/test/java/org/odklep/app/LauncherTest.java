package org.odklep.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher starts a program: not Odklep, but one that runs out of memory and does not care. */
class LauncherTest {
    @TempDir
    private Path directory;

    @Test
    void aProgramWithoutMemoryEnds() throws Exception {
        Path launcher = Files.copy(Path.of("odklep"), directory.resolve("odklep"));
        Files.createDirectories(directory.resolve("src/main"));
        Files.createFile(directory.resolve("pom.xml"));
        jar(directory.resolve("target/odklep/odklep.jar"));
        ProcessBuilder builder = new ProcessBuilder("bash", launcher.toString(), "start").redirectErrorStream(true);
        builder.environment().put("ODKLEP_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("ODKLEP_JAVA_OPTIONS", "-Xmx32m");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("java.lang.OutOfMemoryError")
                    .doesNotContain(Hoarder.GOES_ON);
            assertThat(process.exitValue()).isEqualTo(3);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Only its class is used, by the program that the launcher starts. */
    static final class Hoarder {
        static final String GOES_ON = "it goes on without what it had to do";

        private Hoarder() {}

        public static void main(String[] args) {
            List<byte[]> hoard = new ArrayList<>();
            try {
                while (hoard.size() < Integer.MAX_VALUE) {
                    hoard.add(new byte[1024 * 1024]);
                }
            } catch (OutOfMemoryError e) {
                hoard.clear();
                System.out.println(GOES_ON);
            }
        }
    }

    private static void jar(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Hoarder.class.getName());
        String entry = Hoarder.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream code = Objects.requireNonNull(
                        LauncherTest.class.getClassLoader().getResourceAsStream(entry))) {
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
        }
    }
}
