package org.odklep.app;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/** Settings that do not exist or whose values cannot be: all of them, where Spring would stop at the first. */
final class WrongSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Texts that are looked up when something listens there: then nobody knows any more whose they are. */
    private static final List<String> ADDRESSES =
            List.of("odklep.web.address", "odklep.dovecot.address", "odklep.ldap.address");

    private WrongSettings(List<String> told) {
        super(
                told.size() == 1
                        ? told.getFirst() + StartFailure.SEE
                        : "\n  " + String.join("\n  ", told) + "\n" + StartFailure.WHERE);
    }

    /** @throws WrongSettings when the value of a setting is not of its kind, or a file names what is no setting */
    static void refuse(Environment environment) {
        Collected wrong = new Collected();
        Binder binder = Binder.get(environment);
        binder.bind("odklep", Bindable.of(Settings.class), wrong);
        ADDRESSES.forEach(key -> binder.bind(key, Bindable.of(InetAddress.class), wrong));
        if (!wrong.told.isEmpty()) {
            throw new WrongSettings(wrong.told);
        }
    }

    /** Goes on with the default in place of each value that is wrong. */
    private static final class Collected extends AbstractBindHandler {
        private final List<String> told = new ArrayList<>();
        private final List<ConfigurationPropertyName> failed = new ArrayList<>();

        Collected() {
            super(new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
        }

        /** A group of settings is checked as a whole only where each of them by itself can be. */
        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
            if (error instanceof UnboundConfigurationPropertiesException unknown) {
                unknown.getUnboundProperties().forEach(this::unknown);
            } else if (failed.stream().noneMatch(name::isAncestorOf)) {
                told.add(WrongValue.words(name, target.getType(), property(name, context), error));
            }
            failed.add(name);
            return null;
        }

        /** What Spring did not get to, such as the rest of a list whose first member is wrong, is not unknown. */
        private void unknown(ConfigurationProperty property) {
            ConfigurationPropertyName name = property.getName();
            if (failed.stream()
                    .noneMatch(each -> whole(each).equals(name) || whole(each).isAncestorOf(name))) {
                told.add("there is no setting " + WrongValue.place(property) + ", is it "
                        + SettingNames.nearestKey(name.toString()) + "?");
            }
        }

        private static ConfigurationPropertyName whole(ConfigurationPropertyName name) {
            return name.isLastElementIndexed() ? name.getParent() : name;
        }

        private static @Nullable ConfigurationProperty property(ConfigurationPropertyName name, BindContext context) {
            for (ConfigurationPropertySource source : context.getSources()) {
                ConfigurationProperty property = source.getConfigurationProperty(name);
                if (property != null) {
                    return property;
                }
            }
            return null;
        }
    }
}
