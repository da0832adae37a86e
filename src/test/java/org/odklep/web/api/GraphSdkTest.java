package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.graph.core.content.BatchRequestContent;
import com.microsoft.graph.core.content.BatchResponseContent;
import com.microsoft.graph.core.tasks.PageIterator;
import com.microsoft.graph.models.DirectoryAudit;
import com.microsoft.graph.models.PasswordProfile;
import com.microsoft.graph.models.PasswordResetResponse;
import com.microsoft.graph.models.SignIn;
import com.microsoft.graph.models.User;
import com.microsoft.graph.models.UserCollectionResponse;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.graph.users.item.authentication.methods.item.resetpassword.ResetPasswordPostRequestBody;
import com.microsoft.kiota.authentication.AccessTokenProvider;
import com.microsoft.kiota.authentication.AllowedHostsValidator;
import com.microsoft.kiota.authentication.BaseBearerTokenAuthenticationProvider;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignIns;
import org.odklep.web.api.SharedServer.Api;

/** Microsoft's own client for Graph, told the address of this server and a token of ours, and nothing else. */
@ExtendWith(SharedServer.class)
@SuppressWarnings("NullAway") // In that library every value may be null; a missing one fails the test all the same.
class GraphSdkTest {
    private static final String PASSWORD_METHOD = "28c10230-6103-485e-b985-444c60001490";

    private final Api api;
    private final GraphServiceClient graph;

    GraphSdkTest(Api api) {
        this.api = api;
        String token = api.server().token(Role.GLOBAL_ADMINISTRATOR, "graph").reveal();
        this.graph = new GraphServiceClient(new BaseBearerTokenAuthenticationProvider(new Bearer(token)));
        graph.getRequestAdapter().setBaseUrl(api.server().url() + "/v1.0");
    }

    private record Bearer(String token) implements AccessTokenProvider {
        @Override
        public String getAuthorizationToken(URI uri, Map<String, Object> context) {
            return token;
        }

        @Override
        public AllowedHostsValidator getAllowedHostsValidator() {
            return new AllowedHostsValidator("127.0.0.1");
        }
    }

    @Test
    void aUserIsCreatedReadChangedAndDeleted() {
        User created = create("sdk", "Sdk User");
        assertThat(created.getUserPrincipalName()).isEqualTo("sdk@graph.si");
        assertThat(created.getAccountEnabled()).isTrue();
        assertThat(created.getCreatedDateTime()).isNotNull();

        User block = new User();
        block.setAccountEnabled(false);
        graph.users().byUserId(id(created)).patch(block);
        User read = graph.users().byUserId("sdk@graph.si").get(request -> {
            request.queryParameters.select = new String[] {"id", "accountEnabled"};
        });
        assertThat(read.getAccountEnabled()).isFalse();
        assertThat(read.getDisplayName()).isNull();

        User rename = new User();
        rename.setDisplayName("Sdk Renamed");
        graph.users().byUserId("sdk@graph.si").patch(rename);
        assertThat(graph.users().byUserId(id(created)).get().getDisplayName()).isEqualTo("Sdk Renamed");

        graph.users().byUserId(id(created)).delete();
        assertThatThrownBy(() -> graph.users().byUserId(id(created)).get())
                .isInstanceOfSatisfying(ODataError.class, error -> {
                    assertThat(error.getResponseStatusCode()).isEqualTo(404);
                    assertThat(error.getError().getCode()).isEqualTo("itemNotFound");
                });
    }

    @Test
    void everythingOfAUserIsChangedByOneRequest() {
        User created = create("together", "Sdk Together");
        PasswordProfile profile = new PasswordProfile();
        profile.setPassword("čebela pod kozolcem");
        profile.setForceChangePasswordNextSignIn(false);
        User change = new User();
        change.setDisplayName("Sdk Changed");
        change.setAccountEnabled(false);
        change.setPasswordProfile(profile);
        graph.users().byUserId(id(created)).patch(change);

        User read = graph.users().byUserId(id(created)).get();
        assertThat(read.getDisplayName()).isEqualTo("Sdk Changed");
        assertThat(read.getAccountEnabled()).isFalse();
        assertThat(read.getPasswordProfile().getForceChangePasswordNextSignIn()).isFalse();
    }

    @Test
    void usersAreCounted() {
        create("counted1", "Sdk Counted");
        create("counted2", "Sdk Counted");
        Integer count = graph.users().count().get(request -> {
            request.headers.add("ConsistencyLevel", "eventual");
            request.queryParameters.search = "\"displayName:sdk counted\"";
        });
        UserCollectionResponse page = graph.users().get(request -> {
            request.headers.add("ConsistencyLevel", "eventual");
            request.queryParameters.count = true;
            request.queryParameters.top = 1;
            request.queryParameters.search = "\"displayName:sdk counted\"";
        });

        assertThat(count).isEqualTo(2);
        assertThat(page.getOdataCount()).isEqualTo(2);
        assertThat(graph.users().count().get()).isGreaterThan(2);
    }

    @Test
    void severalRequestsGoInOneBatch() throws IOException {
        User user = create("batched", "Sdk Batched");
        User rename = new User();
        rename.setDisplayName("Sdk Renamed In Batch");
        BatchRequestContent batch = new BatchRequestContent(graph);
        String change =
                batch.addBatchRequestStep(graph.users().byUserId(id(user)).toPatchRequestInformation(rename));
        String list = batch.addBatchRequestStep(graph.users().toGetRequestInformation(request -> {
            request.queryParameters.search = "\"displayName:renamed in batch\"";
        }));
        String nobody = batch.addBatchRequestStep(
                graph.users().byUserId("nobody@graph.si").toGetRequestInformation());
        BatchResponseContent answers = graph.getBatchRequestBuilder().post(batch, null);

        assertThat(answers.getResponsesStatusCode())
                .containsEntry(change, 204)
                .containsEntry(list, 200)
                .containsEntry(nobody, 404);
        UserCollectionResponse found =
                answers.getResponseById(list, UserCollectionResponse::createFromDiscriminatorValue);
        assertThat(found.getValue()).extracting(User::getId).containsExactly(user.getId());
    }

    @Test
    void aPasswordIsChosenResetAndEverySessionEnded() {
        User user = create("reset", "Reset User");
        PasswordProfile profile = new PasswordProfile();
        profile.setPassword("čebela pod kozolcem");
        profile.setForceChangePasswordNextSignIn(true);
        User password = new User();
        password.setPasswordProfile(profile);
        graph.users().byUserId(id(user)).patch(password);

        assertThat(graph.users()
                        .byUserId(id(user))
                        .revokeSignInSessions()
                        .post()
                        .getValue())
                .isTrue();
        PasswordResetResponse made = graph.users()
                .byUserId("reset@graph.si")
                .authentication()
                .methods()
                .byAuthenticationMethodId(PASSWORD_METHOD)
                .resetPassword()
                .post(new ResetPasswordPostRequestBody());
        assertThat(made.getNewPassword()).isNotBlank();
        ResetPasswordPostRequestBody chosen = new ResetPasswordPostRequestBody();
        chosen.setNewPassword("sršen v dimniku gori");
        assertThat(graph.users()
                        .byUserId("reset@graph.si")
                        .authentication()
                        .methods()
                        .byAuthenticationMethodId(PASSWORD_METHOD)
                        .resetPassword()
                        .post(chosen)
                        .getNewPassword())
                .isNull();
    }

    @Test
    void listsAreFilteredSearchedAndReadToTheirEnd() throws ReflectiveOperationException {
        for (int i = 0; i < 5; i++) {
            create("list" + i, "Lister " + i);
        }
        UserCollectionResponse first = graph.users().get(request -> {
            var query = request.queryParameters;
            query.filter = "startswith(displayName,'lister') and accountEnabled eq true";
            query.orderby = new String[] {"displayName desc"};
            query.top = 2;
            query.count = true;
            request.headers.add("ConsistencyLevel", "eventual");
        });
        List<String> shown = new ArrayList<>();
        new PageIterator.Builder<User, UserCollectionResponse>()
                .client(graph)
                .collectionPage(first)
                .collectionPageFactory(UserCollectionResponse::createFromDiscriminatorValue)
                .processPageItemCallback(user -> shown.add(user.getDisplayName()))
                .build()
                .iterate();
        assertThat(shown).containsExactly("Lister 4", "Lister 3", "Lister 2", "Lister 1", "Lister 0");

        UserCollectionResponse found = graph.users().get(request -> {
            var query = request.queryParameters;
            query.search = "\"displayName:lister 3\"";
            request.headers.add("ConsistencyLevel", "eventual");
        });
        assertThat(found.getValue()).extracting(User::getUserPrincipalName).containsExactly("list3@graph.si");
    }

    @Test
    void theLogsAreRead() {
        create("logged", "Logged User");
        SignInAttempt attempt = new SignInAttempt(
                AccountName.of("logged@graph.si"),
                new ClientAddress("203.0.113.7"),
                ClientKind.IMAP,
                OptionalInt.of(1));
        SignIns signIns = api.server().bean(SignIns.class);
        signIns.begin(attempt, api.server().clock().instant());
        signIns.failed(attempt, SignInCode.WRONG_PASSWORD, api.server().clock().instant());
        api.server().bean(SignInJournal.class).flush();

        List<SignIn> attempts = graph.auditLogs()
                .signIns()
                .get(request -> request.queryParameters.filter = "userPrincipalName eq 'logged@graph.si'")
                .getValue();
        SignIn signIn = attempts.getFirst();
        assertThat(signIn.getStatus().getErrorCode()).isEqualTo(50126);
        assertThat(signIn.getIpAddress()).isEqualTo("203.0.113.7");
        assertThat(signIn.getCreatedDateTime()).isNotNull();

        List<DirectoryAudit> entries = graph.auditLogs()
                .directoryAudits()
                .get(request -> request.queryParameters.top = 5)
                .getValue();
        DirectoryAudit entry = entries.getFirst();
        assertThat(entry.getActivityDisplayName()).isNotBlank();
        assertThat(entry.getResult()).hasToString("Success");
        assertThat(entry.getInitiatedBy().getUser().getUserPrincipalName()).isNotBlank();
    }

    private User create(String name, String displayName) {
        PasswordProfile profile = new PasswordProfile();
        profile.setPassword("sršen v dimniku gori");
        profile.setForceChangePasswordNextSignIn(true);
        User user = new User();
        user.setAccountEnabled(true);
        user.setDisplayName(displayName);
        user.setMailNickname(name);
        user.setUserPrincipalName(name + "@graph.si");
        user.setPasswordProfile(profile);
        return graph.users().post(user);
    }

    private static String id(User user) {
        return user.getId();
    }
}
