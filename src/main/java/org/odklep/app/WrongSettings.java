package org.odklep.app;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/** Settings whose values cannot be: all of them, where Spring would stop at the first. */
final class WrongSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private WrongSettings(List<String> told) {
        super(
                told.size() == 1
                        ? told.getFirst() + StartFailure.SEE
                        : "\n  " + String.join("\n  ", told) + "\n" + StartFailure.WHERE);
    }

    /** @throws WrongSettings when the value of a setting is not of its kind */
    static void refuse(Environment environment) {
        List<String> told = new ArrayList<>();
        collect("odklep", Settings.class, environment, told);
        if (!told.isEmpty()) {
            throw new WrongSettings(told);
        }
    }

    /** Each value by itself, and then what a group of them is checked for together. */
    private static void collect(String prefix, Class<?> group, Environment environment, List<String> told) {
        int before = told.size();
        for (RecordComponent component : group.getRecordComponents()) {
            String key = prefix + "." + SettingNames.kebab(component.getName());
            Class<?> type = component.getType();
            if (type.isRecord() && type.getEnclosingClass() == Settings.class) {
                collect(key, type, environment, told);
            } else {
                tell(key, ResolvableType.forType(component.getGenericType()), environment, told);
            }
        }
        if (told.size() == before && group != Settings.class) {
            tell(prefix, ResolvableType.forClass(group), environment, told);
        }
    }

    private static void tell(String key, ResolvableType type, Environment environment, List<String> told) {
        try {
            Binder.get(environment).bind(key, Bindable.of(type));
        } catch (BindException e) {
            told.add(WrongValue.words(e.getName(), e.getTarget().getType(), property(e.getName(), environment), e));
        }
    }

    /** Asked for by its name: the exception forgets it where a value has no way to become what is wanted. */
    private static @Nullable ConfigurationProperty property(ConfigurationPropertyName name, Environment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return property;
            }
        }
        return null;
    }
}
