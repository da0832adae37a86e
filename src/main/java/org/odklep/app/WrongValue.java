package org.odklep.app;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Role;
import org.odklep.gate.net.Endpoint;
import org.odklep.kernel.MailDomain;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionException;

/** A setting whose value cannot be, in words for whoever wrote it: which one, where, and what it needs. */
final class WrongValue {
    /** Whatever is written there may be a secret. */
    private static final ConfigurationPropertyName SECRETS = ConfigurationPropertyName.of("odklep.ldap.services");

    private static final Map<Class<?>, String> KINDS = Map.of(
            int.class, "a whole number",
            Integer.class, "a whole number",
            Duration.class, "a time such as 30s, 10m or 12h",
            MailDomain.class, "a mail domain such as example.si",
            ZoneId.class, "a time zone such as Europe/Ljubljana",
            InetAddress.class, "an IP address such as 192.0.2.1",
            Endpoint.class, "an endpoint such as inet:127.0.0.1:10040 or unix:/path/to/socket",
            Path.class, "the path of a file or directory",
            Role.class, "one of " + Arrays.stream(Role.values()).map(Role::key).collect(Collectors.joining(", ")));

    private WrongValue() {}

    /** @param property what stands there, if it stands anywhere */
    static String words(
            ConfigurationPropertyName name,
            ResolvableType type,
            @Nullable ConfigurationProperty property,
            Throwable error) {
        List<Throwable> causes = StartFailure.causes(error);
        String why = causes.stream().anyMatch(ConversionException.class::isInstance)
                ? "needs " + kind(name, type)
                : String.valueOf(causes.getLast().getMessage());
        return property == null ? name + ": " + why : place(property) + shown(property) + ": " + why;
    }

    /** Such as {@code odklep.web.port (line 3 of /etc/odklep.yaml)}. */
    static String place(ConfigurationProperty property) {
        Origin origin = property.getOrigin();
        return property.getName() + (origin == null ? "" : " (" + place(origin) + ")");
    }

    private static String place(Origin origin) {
        if (origin instanceof PropertySourceOrigin source && source.getOrigin() != null) {
            return place(source.getOrigin());
        }
        if (origin instanceof TextResourceOrigin text && text.getResource() != null && text.getLocation() != null) {
            try {
                return "line " + (text.getLocation().getLine() + 1) + " of "
                        + text.getResource().getFile();
            } catch (IOException e) {
                return origin.toString();
            }
        }
        return origin.toString();
    }

    private static String shown(ConfigurationProperty property) {
        return SECRETS.equals(property.getName()) ? "" : " is '" + property.getValue() + "'";
    }

    private static String kind(ConfigurationPropertyName name, ResolvableType type) {
        Class<?> of = type.toClass();
        if (List.class.isAssignableFrom(of)) {
            return "a list, each of which is " + kind(name, type.getGeneric());
        }
        if (Map.class.isAssignableFrom(of)) {
            return "names below it, with a value each";
        }
        if (of.getEnclosingClass() == Settings.class) {
            return "keys below it, such as " + name.append(SettingNames.kebab(of.getRecordComponents()[0].getName()));
        }
        return KINDS.getOrDefault(of, "text");
    }
}
