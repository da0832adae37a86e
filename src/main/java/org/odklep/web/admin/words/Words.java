package org.odklep.web.admin.words;

import java.text.Collator;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** Puts things in the language of one reader. */
public final class Words {
    private static final long KILO = 1000;

    private final MessageSource messages;
    private final Locale locale;
    private final ZoneId zone;

    /** @param zone of times that have no zone of their own */
    public Words(MessageSource messages, Locale locale, ZoneId zone) {
        this.messages = messages;
        this.locale = locale;
        this.zone = zone;
    }

    /** The same in another language and time zone. */
    public Words in(Locale language, ZoneId otherZone) {
        return new Words(messages, language, otherZone);
    }

    /** A message; numbers among its arguments are written as the language does. */
    public String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    /** A message about a number: {0} is the number, {1} chooses the form of the noun, further arguments follow. */
    public String count(String key, long number, Object... more) {
        Object[] arguments = new Object[more.length + 2];
        arguments[0] = number;
        arguments[1] = Plural.form(number, locale);
        System.arraycopy(more, 0, arguments, 2, more.length);
        return say(key, arguments);
    }

    /** The order of words in the language. */
    public Comparator<Object> order() {
        return Collator.getInstance(locale);
    }

    public boolean isIn(Locale language) {
        return locale.getLanguage().equals(language.getLanguage());
    }

    /** The name of the language that a tag such as {@code sl} means. */
    public String language(String tag) {
        return Locale.forLanguageTag(tag).getDisplayName(locale);
    }

    /** Words that else stand within a sentence, where they begin something. */
    public String beginning(String text) {
        int end = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
        return text.substring(0, end).toUpperCase(locale) + text.substring(end);
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** A size in bytes, kB or MB. */
    public String size(long bytes) {
        if (bytes < KILO) {
            return say("size.bytes", bytes);
        }
        return bytes < KILO * KILO
                ? say("size.kilobytes", (double) bytes / KILO)
                : say("size.megabytes", (double) bytes / KILO / KILO);
    }

    public String date(LocalDate day) {
        return DateTimeFormatter.ofPattern(say("date.pattern"), locale).format(day);
    }

    /** The time zone of times that have none of their own. */
    public ZoneId zone() {
        return zone;
    }

    public Moment moment(Instant instant) {
        return moment(instant, zone);
    }

    /** An instant in another zone than that of the page, which its short forms name, too. */
    public Moment moment(Instant instant, ZoneId inZone) {
        ZonedDateTime time = instant.atZone(inZone);
        boolean ours = time.getOffset().equals(zone.getRules().getOffset(instant));
        return new Moment(
                instant.toString(),
                write(time, "time.pattern"),
                write(time, ours ? "time.seconds" : "time.pattern"),
                write(time, ours ? "time.minutes" : "time.minutesInZone"));
    }

    private String write(ZonedDateTime time, String pattern) {
        return DateTimeFormatter.ofPattern(say(pattern), locale).format(time);
    }
}
