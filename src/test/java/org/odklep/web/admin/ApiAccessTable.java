package org.odklep.web.admin;

import java.util.List;

/**
 * Who gets what at every door of the API, in the form of {@link AccessTable}. Fields are of the address where something is read or
 * removed, of the body otherwise; {@code name[]} is a list, {@code ?} before them has them stand in the address anyway.
 */
final class ApiAccessTable {
    /** What the door for several requests at once is sent. */
    static final String BATCH = """
            {"requests": [
              {"id": "1", "method": "GET", "url": "/users/{id}"},
              {"id": "2", "method": "GET", "url": "/users?$search=%22{account}%22"},
              {"id": "3", "method": "GET", "url": "/users/{id}/sessions"}]}""";

    private static final String RESET =
            "POST /v1.0/users/{idOrName}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword";

    private static final String LINES = """
            GET /openapi.json                      |                    | -     | seen seen seen seen seen seen
            GET /v1.0/version                      |                    | -     | seen seen seen seen seen seen
            POST /v1.0/$batch                      |                    | own   | seen seen seen seen seen seen
            POST /v1.0/$batch                      |                    | other | seen seen seen seen seen seen

            GET /v1.0/users                        |                    | other | seen seen seen seen seen seen
            GET /v1.0/users/$count                 |                    | other | seen seen seen seen seen seen
            GET /v1.0/users/export                 |                    | other | seen seen seen seen seen seen
            GET /v1.0/users/{idOrName}             |                    | own   | seen seen seen seen seen seen
            GET /v1.0/users/{idOrName}             |                    | other | seen seen seen seen seen 404
            POST /v1.0/users                       | userPrincipalName=n{number}@first.si&displayName=N  | - | done 403 done 403 403 done
            POST /v1.0/users                       | userPrincipalName=n{number}@second.si&displayName=N | - | done 403 done 403 403 403
            PATCH /v1.0/users/{idOrName}           | displayName=X      | own   | done 403  done 403  403  done
            PATCH /v1.0/users/{idOrName}           | displayName=X      | other | done 403  done 403  403  404
            PATCH /v1.0/users/{idOrName}           | displayName=X      | boss  | done 403  403  403  403  403
            PATCH /v1.0/users/{idOrName}           | roles[]=auditor    | own   | done 403  403  403  403  403
            PATCH /v1.0/users/{idOrName}           | accountEnabled=false | own   | done 403  done 403  403  done
            PATCH /v1.0/users/{idOrName}           | accountEnabled=false | other | done 403  done 403  403  404
            DELETE /v1.0/users/{idOrName}          |                    | own   | done 403  done 403  403  done
            DELETE /v1.0/users/{idOrName}          |                    | other | done 403  done 403  403  404
            DELETE /v1.0/users/{idOrName}          |                    | boss  | done 403  403  403  403  403
            POST /v1.0/users/{idOrName}/revokeSignInSessions |          | own   | done 403  done done 403  done
            POST /v1.0/users/{idOrName}/revokeSignInSessions |          | other | done 403  done done 403  404
            POST /v1.0/users/{idOrName}/revokeSignInSessions |          | boss  | done 403  403  403  403  403
            %s | forceChangePasswordNextSignIn=true                     | own   | done 403  done done 403  done
            %s | forceChangePasswordNextSignIn=true                     | other | done 403  done done 403  404
            %s | forceChangePasswordNextSignIn=true                     | boss  | done 403  403  403  403  403
            GET /v1.0/users/{idOrName}/authentication/operations/{operation} |  | own   | seen seen seen seen seen seen
            GET /v1.0/users/{idOrName}/authentication/operations/{operation} |  | other | seen seen seen seen seen 404
            GET /v1.0/users/{idOrName}/sessions    |                    | own   | seen seen seen seen seen seen
            GET /v1.0/users/{idOrName}/sessions    |                    | other | seen seen seen seen seen 404
            DELETE /v1.0/users/{idOrName}/sessions/{session} |          | own   | done 403  done done 403  done
            DELETE /v1.0/users/{idOrName}/sessions/{session} |          | other | done 403  done done 403  404
            DELETE /v1.0/users/{idOrName}/sessions/{session} |          | boss  | done 403  403  403  403  403
            POST /v1.0/users/bulk                  | action=blockSignIn&reason=r&users[]={id} | own   | done 403 done 403 403 done
            POST /v1.0/users/bulk                  | action=blockSignIn&reason=r&users[]={id} | other | done 403 done 403 403 seen
            POST /v1.0/users/bulk                  | action=blockSignIn&reason=r&users[]={id} | boss  | done 403 seen 403 403 seen
            POST /v1.0/users/bulk                  | action=resetPassword&users[]={id} | other | done 403 done done 403 seen
            POST /v1.0/users/import                | ?dryRun=false&domain=first.si  | - | done 403 done 403 403 done
            POST /v1.0/users/import                | ?dryRun=false&domain=second.si | - | done 403 done 403 403 seen

            GET /v1.0/security/administrators      |                    | -     | seen 403  403  403  403  403
            POST /v1.0/security/administrators     | name=n{number}&role=auditor | - | done 403 403 403 403  403
            POST /v1.0/security/administrators/{name}/resetPassword      |          | - | done 403 403 403 403 403
            POST /v1.0/security/administrators/{name}/removeSecondFactor | reason=r | - | done 403 403 403 403 403
            DELETE /v1.0/security/administrators/{name} |               | -     | done 403  403  403  403  403
            GET /v1.0/security/apiTokens           |                    | -     | seen 403  403  403  403  403
            POST /v1.0/security/apiTokens          | displayName=n{number}&role=auditor&expirationDateTime=2027-03-10T00:00:00Z | - | done 403 403 403 403 403
            DELETE /v1.0/security/apiTokens/{id}   |                    | -     | done 403  403  403  403  403

            GET /v1.0/security/restrictedEntities  |                    | -     | seen seen seen seen seen 403
            GET /v1.0/security/restrictedEntities/{idOrAccount} |       | other | seen seen seen seen seen 403
            GET /v1.0/security/restrictedEntities/{idOrAccount} |       | own   | seen seen seen seen seen 403
            POST /v1.0/security/restrictedEntities | senderAddress={account}&reason=r | own | done done 403 403 403 403
            POST /v1.0/security/restrictedEntities/{idOrAccount}/release | reason=r | own   | done done 403 403 403 403
            POST /v1.0/security/restrictedEntities/{idOrAccount}/release | reason=r | other | done done 403 403 403 403
            GET /v1.0/security/senders             | account={account}  | other | seen seen seen seen seen 403
            GET /v1.0/security/senders/{account}   |                    | other | seen seen seen seen seen 403
            GET /v1.0/security/sendingAlerts       |                    | -     | seen seen seen seen seen 403
            GET /v1.0/security/lockouts            |                    | -     | seen seen seen seen seen 403
            POST /v1.0/security/lockouts/release   | accountName={account}&reason=r{locked} | own | done done done done 403 done
            GET /v1.0/security/allowedSenders      |                    | -     | seen seen seen seen seen 403
            POST /v1.0/security/allowedSenders     | pattern=n{number}@first.si&reason=r | - | done done 403 403 403 403
            DELETE /v1.0/security/allowedSenders   | pattern={allowed}  | -     | done done 403  403  403  403
            DELETE /v1.0/security/allowedSenders/{pattern} |            | -     | done done 403  403  403  403
            GET /v1.0/security/outboundPolicies    |                    | -     | seen seen seen seen seen 403
            GET /v1.0/security/outboundPolicies/{id} |                  | -     | seen seen seen seen seen 403
            POST /v1.0/security/outboundPolicies   | displayName=n{number} | -  | done done 403  403  403  403
            PATCH /v1.0/security/outboundPolicies/{id} | displayName=m{number} | - | done done 403 403 403 403
            DELETE /v1.0/security/outboundPolicies/{id} |               | -     | done done 403  403  403  403
            GET /v1.0/auditLogs/signIns            |                    | -     | seen seen seen seen seen 403
            GET /v1.0/auditLogs/directoryAudits    |                    | -     | seen seen 403  403  seen 403
            GET /v1.0/auditLogs/verification       |                    | -     | seen seen 403  403  seen 403
            """.replace("%s", RESET);

    private ApiAccessTable() {}

    static List<AccessTable.Line> lines() {
        return AccessTable.parse(LINES);
    }
}
