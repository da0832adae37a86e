package org.odklep.account;

import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Secret;

/** What came of a change in the {@link AdministratorRegister}. Nothing was changed unless it is {@link Done}. */
public sealed interface AdministratorChange {
    /**
     * @param administrator as it is now, or was before it was removed
     * @param generated the password, when nobody chose one: shown this once
     */
    record Done(Administrator administrator, Optional<Secret> generated) implements AdministratorChange {}

    record NameTaken(AccountName name) implements AdministratorChange {}

    /** A user of the directory signs in with it, on the same page. */
    record UserHasName(AccountName name) implements AdministratorChange {}

    record NotFound() implements AdministratorChange {}

    /** Without this one nobody could make others. */
    record LastGlobalAdministrator() implements AdministratorChange {}

    record NotAllowed(Role needed) implements AdministratorChange {}

    /** Too many passwords are being hashed; try again. */
    record Busy() implements AdministratorChange {}
}
