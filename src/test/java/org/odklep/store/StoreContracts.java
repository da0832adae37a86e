package org.odklep.store;

import org.junit.jupiter.api.Nested;

/** All contracts of the stores' ports; a test class of a store extends this and says where fresh ports come from. */
public abstract class StoreContracts {
    /** The ports of the store of this test: the same ones throughout a test. */
    protected abstract Ports ports();

    @Nested
    class Audit implements AuditLogContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Allowed implements AllowStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Policies implements PolicyStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Locks implements LockStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Lists implements RestrictionListContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Ledger implements SendLedgerContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Tokens implements ApiTokenStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Administrators implements AdministratorStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Founding implements FoundingStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Lockouts implements LockoutStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Places implements PlaceStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class SignIns implements SignInLogContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class SignInLists implements SignInListStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Users implements UserStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Sessions implements SessionStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Factors implements FactorStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class SignOuts implements SignOutStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Settings implements SettingStoreContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class Tickets implements SpentTicketsContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }

    @Nested
    class UserLists implements UserListContract {
        @Override
        public Ports ports() {
            return StoreContracts.this.ports();
        }
    }
}
