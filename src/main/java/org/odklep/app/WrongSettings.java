package org.odklep.app;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/** Settings whose values cannot be: all of them, where Spring would stop at the first. */
final class WrongSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private WrongSettings(List<String> told) {
        super(told.size() == 1 ? told.getFirst() : "\n  " + String.join("\n  ", told) + "\n");
    }

    /** @throws WrongSettings when the value of a setting is not of its kind */
    static void refuse(Environment environment) {
        List<String> told = new ArrayList<>();
        collect("odklep", Settings.class, Binder.get(environment), told);
        if (!told.isEmpty()) {
            throw new WrongSettings(told);
        }
    }

    /** Each value by itself, and then what a group of them is checked for together. */
    private static void collect(String prefix, Class<?> group, Binder binder, List<String> told) {
        int before = told.size();
        for (RecordComponent component : group.getRecordComponents()) {
            String key = prefix + "." + SettingNames.kebab(component.getName());
            Class<?> type = component.getType();
            if (type.isRecord() && type.getEnclosingClass() == Settings.class) {
                collect(key, type, binder, told);
            } else {
                tell(key, ResolvableType.forType(component.getGenericType()), binder, told);
            }
        }
        if (told.size() == before && group != Settings.class) {
            tell(prefix, ResolvableType.forClass(group), binder, told);
        }
    }

    private static void tell(String key, ResolvableType type, Binder binder, List<String> told) {
        try {
            binder.bind(key, Bindable.of(type));
        } catch (BindException e) {
            told.add(StartFailure.setting(e));
        }
    }
}
