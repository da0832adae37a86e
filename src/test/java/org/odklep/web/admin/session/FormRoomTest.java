package org.odklep.web.admin.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.ClientAddress;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SignedIn;
import org.odklep.signin.WebSession;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class FormRoomTest {
    private static final int ROOM = 1_000_000;

    private final FormRoom forms = new FormRoom(ROOM);
    private final List<Integer> meanwhile = new ArrayList<>();

    @Test
    void largeFormsWaitForOneAnotherAndSmallOnesForNobody() throws Exception {
        assertThat(status(100_000, true, (request, response) -> {
                    meanwhile.add(status(200_000, true, this::goOn));
                    meanwhile.add(status(100_000, true, this::goOn));
                    meanwhile.add(status(16 * 1024, false, this::goOn));
                }))
                .isEqualTo(200);
        assertThat(meanwhile).containsExactly(429, 200, 200);
        assertThat(status(200_000, true, this::goOn))
                .as("when the others are done")
                .isEqualTo(200);
        assertThat(status(ROOM, true, this::goOn)).as("never").isEqualTo(413);
    }

    @Test
    void aFaultGivesTheRoomBack() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> status(200_000, true, (request, response) -> {
                        throw new IOException("gone");
                    }))
                    .hasMessage("gone");
        }
        assertThat(status(200_000, true, this::goOn)).isEqualTo(200);
    }

    private void goOn(Object request, Object response) {}

    private int status(int length, boolean signedIn, FilterChain next) throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/users");
        request.setContent(new byte[length]);
        if (signedIn) {
            Visitor.remember(request, somebody());
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        forms.doFilter(request, response, next);
        return response.getStatus();
    }

    private static SignedIn somebody() {
        WebSession session = new WebSession(
                "1",
                new SessionOwner(SessionOwner.Kind.ADMINISTRATOR, "ana:b"),
                new WebSession.Proof("", false, Instant.EPOCH, false),
                new WebSession.Device(ClientAddress.LOCAL, ""),
                Instant.EPOCH,
                Instant.EPOCH);
        return new SignedIn.AsAdministrator(session, new Actor("vera", Role.USER_ADMINISTRATOR, ClientAddress.LOCAL));
    }
}
