package org.odklep.web.admin.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attoparser.AbstractMarkupHandler;
import org.attoparser.MarkupParser;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Role;
import org.odklep.lock.RestrictionQuery;
import org.odklep.sending.Action;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicies;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInCode;
import org.odklep.web.admin.GateBoard;
import org.odklep.web.admin.frame.Place;
import org.odklep.web.admin.frame.Theme;

/** Every word that a person sees stands in both bundles, each message is used, and templates hold no text. */
class MessagesTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path TEMPLATES = RESOURCES.resolve("templates");
    private static final Path SOURCES = Path.of("src/main/java/org/odklep/web/admin");

    private static final Pattern IN_TEMPLATE = Pattern.compile("#\\{([\\w.]+)");
    private static final Pattern LITERAL = Pattern.compile("\"([A-Za-z][\\w.]*)\"");
    private static final Pattern SAID = Pattern.compile("(?:say|count)\\(\\s*\"([\\w.]*[\\w])\"");

    private static final Properties ENGLISH = bundle("messages.properties");
    private static final Properties SLOVENE = bundle("messages_sl.properties");

    @Test
    void bothLanguagesHaveTheSameMessages() {
        assertThat(SLOVENE.stringPropertyNames()).isEqualTo(ENGLISH.stringPropertyNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_sl.properties"})
    void noMessageStandsThereTwice(String bundle) throws IOException {
        try (Stream<String> lines = Files.lines(RESOURCES.resolve(bundle))) {
            assertThat(lines.filter(line -> line.contains("=") && !line.startsWith("#"))
                            .map(line -> line.substring(0, line.indexOf('='))))
                    .hasSizeGreaterThan(1000)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void everyMessageThatATemplateOrTheCodeNamesExists() {
        Set<String> named = matches(IN_TEMPLATE, TEMPLATES, ".html");
        named.addAll(matches(SAID, SOURCES, ".java"));
        assertThat(named).hasSizeGreaterThan(80);
        assertThat(ENGLISH.stringPropertyNames()).containsAll(named);
    }

    @Test
    void everyMessageThatIsNamedByAValueExists() {
        Stream<String> keys = Stream.of(
                        names("role.", Arrays.stream(Role.values()).map(Role::key)),
                        names("limit.", Arrays.stream(Limit.values()).map(Limit::key)),
                        names("why.", Arrays.stream(Limit.values()).map(Limit::key)),
                        names("action.", Arrays.stream(Action.values()).map(Action::key)),
                        names("actionHint.", Arrays.stream(Action.values()).map(Action::key)),
                        names("limitHelp.", Arrays.stream(Limit.values()).map(Limit::key)),
                        names(
                                "fit.",
                                Arrays.stream(OutboundPolicies.Fit.values()).map(Enum::name)),
                        names(
                                "status.",
                                Arrays.stream(RestrictionQuery.Status.values()).map(MessagesTest::lower)),
                        names(
                                "list.empty.",
                                Arrays.stream(RestrictionQuery.Status.values()).map(MessagesTest::lower)),
                        names(
                                "column.",
                                Arrays.stream(RestrictionQuery.Sort.values()).map(MessagesTest::lower)),
                        names("standing.", Stream.of("ACTIVE", "BYPASSED", "RELEASED", "OVER")),
                        names("headline.", Stream.of("ACTIVE", "BYPASSED", "RELEASED", "OVER")),
                        names("user.standing.", Stream.of("ALLOWED", "BLOCKED", "MUST_CHANGE", "NO_PASSWORD")),
                        names(
                                "account.signIn.",
                                Stream.of(
                                        "ALLOWED",
                                        "BLOCKED",
                                        "NO_PASSWORD",
                                        "MUST_CHANGE",
                                        "LOCKED",
                                        "LOCKED_FAMILIAR",
                                        "LOCKED_ELSEWHERE",
                                        "UNKNOWN")),
                        names(
                                "account.sending.",
                                Stream.of(
                                        "ALLOWED",
                                        "OUTRANKED",
                                        "FREE_ALLOWED",
                                        "FREE_OUTRANKED",
                                        "RESTRICTED",
                                        "RESTRICTED_UNTIL",
                                        "RESTRICTED_ALIAS",
                                        "UNTOLD")),
                        names("account.sentence.", Stream.of("one", "and", "alsoAnd", "but", "apart")),
                        names("precaution.name.", Stream.of("password", "sessions", "signIns")),
                        names("precaution.state.", Stream.of("DONE", "OPEN", "UNKNOWN")),
                        names("nav.", Arrays.stream(Place.values()).map(Place::key)),
                        names("nav.", Arrays.stream(Place.Group.values()).map(Place.Group::key)),
                        names("code.", Arrays.stream(SignInCode.values()).map(Enum::name)),
                        names("kind.", Arrays.stream(ClientKind.values()).map(ClientKind::key)),
                        names("gate.", Arrays.stream(GateBoard.Kind.values()).map(Enum::name)),
                        names(
                                "gate.hint.",
                                Arrays.stream(GateBoard.Kind.values()).map(Enum::name)),
                        names("gate.state.", Stream.of("connected", "waiting", "silent", "closed")),
                        names("roleHint.", Arrays.stream(Role.values()).map(Role::key)),
                        names("theme.", Arrays.stream(Theme.values()).map(Theme::key)),
                        names("mode.", Stream.of("ON", "SHADOW", "OFF")))
                .flatMap(each -> each);
        assertThat(ENGLISH.stringPropertyNames()).containsAll(keys.toList());
    }

    @Test
    void everyMessageIsUsed() {
        Set<String> used = matches(IN_TEMPLATE, TEMPLATES, ".html");
        Set<String> literals = matches(LITERAL, SOURCES, ".java");
        Set<String> beginnings =
                literals.stream().filter(text -> text.endsWith(".")).collect(Collectors.toSet());
        // error.<kind>.title and error.<kind>.text are put together from three parts, administrator.<deed>... too.
        Set<String> kinds = literals.stream()
                .flatMap(kind -> Stream.of("error." + kind, "administrator." + kind))
                .collect(Collectors.toSet());
        assertThat(ENGLISH.stringPropertyNames()).allSatisfy(key -> {
            String parent = key.substring(0, key.lastIndexOf('.'));
            assertThat(used.contains(key)
                            || literals.contains(key)
                            || beginnings.contains(parent + ".")
                                    && !parent.equals("error")
                                    && !parent.equals("administrator")
                            || kinds.contains(parent))
                    .as(key)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_sl.properties"})
    void everyMessageIsAPatternWithoutStraightApostrophes(String file) {
        bundle(file).forEach((key, message) -> {
            assertThat((String) message).as((String) key).isNotBlank().doesNotContain("'");
            assertThatCode(() -> new MessageFormat((String) message, Locale.ENGLISH))
                    .as((String) key)
                    .doesNotThrowAnyException();
        });
    }

    @Test
    void bothLanguagesTakeTheSameArguments() {
        for (String key : ENGLISH.stringPropertyNames()) {
            Set<String> english = arguments(ENGLISH.getProperty(key));
            Set<String> slovene = arguments(SLOVENE.getProperty(key));
            // {1} is the plural form, and one language may do without it.
            english.remove("1");
            slovene.remove("1");
            assertThat(slovene).as(key).isEqualTo(english);
        }
    }

    @Test
    void templatesHoldNoText() {
        List<String> texts = files(TEMPLATES, ".html").stream()
                .flatMap(file -> texts(file).stream().map(text -> file.getFileName() + ": " + text))
                .toList();
        assertThat(texts).isEmpty();
    }

    @Test
    void textInATemplateWouldBeFound() {
        assertThat(texts("<p>Hello</p>")).containsExactly("Hello");
        assertThat(texts("<img alt=\"A lock\">")).containsExactly("A lock");
        assertThat(texts("<p th:text=\"#{key}\">  </p>")).isEmpty();
    }

    private static List<String> texts(Path file) {
        return texts(read(file));
    }

    private static List<String> texts(String markup) {
        TextCollector collector = new TextCollector();
        try {
            new MarkupParser(ParseConfiguration.htmlConfiguration()).parse(markup, collector);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
        return collector.texts;
    }

    private static Stream<String> names(String beginning, Stream<String> ends) {
        return ends.map(end -> beginning + end);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    private static Set<String> arguments(String message) {
        return matches(Pattern.compile("\\{(\\d)"), message);
    }

    private static Set<String> matches(Pattern pattern, Path folder, String end) {
        return files(folder, end).stream()
                .flatMap(file -> matches(pattern, read(file)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(Path folder, String end) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties bundle(String file) {
        Properties bundle = new Properties();
        try (Reader reader = Files.newBufferedReader(RESOURCES.resolve(file))) {
            bundle.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bundle;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects what a browser would show of a template as it stands. */
    private static final class TextCollector extends AbstractMarkupHandler {
        private static final Set<String> SHOWN = Set.of(
                "alt", "title", "placeholder", "aria-label", "aria-description", "label", "data-label", "summary");

        private final List<String> texts = new ArrayList<>();

        @Override
        public void handleText(char[] buffer, int offset, int length, int line, int column) {
            add(new String(buffer, offset, length));
        }

        @Override
        public void handleAttribute(
                char[] buffer,
                int nameOffset,
                int nameLength,
                int nameLine,
                int nameColumn,
                int operatorOffset,
                int operatorLength,
                int operatorLine,
                int operatorColumn,
                int valueContentOffset,
                int valueContentLength,
                int valueOuterOffset,
                int valueOuterLength,
                int valueLine,
                int valueColumn) {
            if (SHOWN.contains(new String(buffer, nameOffset, nameLength))) {
                add(new String(buffer, valueContentOffset, valueContentLength));
            }
        }

        private void add(String text) {
            if (text.codePoints().anyMatch(Character::isLetter)) {
                texts.add(text.strip());
            }
        }
    }
}
