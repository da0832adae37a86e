package org.odklep.web.admin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Dangerous: whoever asks for this has to have shown the second factor, or the password without one, a short while ago. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface FreshProof {
    /** Only where the path names, as {@code id}, a user who has a role: whoever can sign in as that user has it too. */
    boolean onRoles() default false;
}
