package org.odklep.web.graph;

/** The kinds of error that the API answers with, by the codes that clients of Microsoft Graph know. */
public enum ErrorKind {
    INVALID_REQUEST(400, "invalidRequest"),
    UNAUTHENTICATED(401, "unauthenticated"),
    ACCESS_DENIED(403, "accessDenied"),
    NOT_FOUND(404, "itemNotFound"),
    METHOD_NOT_ALLOWED(405, "methodNotAllowed"),
    NOT_ACCEPTABLE(406, "notAcceptable"),
    /** The state of things does not allow it: changing something else first would. */
    CONFLICT(409, "conflict"),
    /** Somebody else changed it at the same moment: reading it again and repeating helps. */
    RESOURCE_MODIFIED(409, "resourceModified"),
    TOO_LARGE(413, "requestEntityTooLarge"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupportedMediaType"),
    ACTIVITY_LIMIT_REACHED(429, "activityLimitReached"),
    GENERAL(500, "generalException"),
    SERVICE_NOT_AVAILABLE(503, "serviceNotAvailable");

    private final int status;
    private final String code;

    ErrorKind(int status, String code) {
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
