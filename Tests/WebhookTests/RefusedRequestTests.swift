import HTTP
import Testing

/// Requests that get no review in return.
@Suite struct RefusedRequestTests {
    @Test(arguments: ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "post", ""])
    func onlyPOSTCarriesReviews(method: String) {
        let response = Route().respond(Request(method: method, target: "/validate"))
        #expect(response.status == .methodNotAllowed)
        #expect(response.allow == "POST")
        #expect(response.contentType == "text/plain; charset=utf-8")
        #expect(response.text == "AdmissionReviews are sent with POST\n")
    }

    @Test(arguments: [
        "/", "", "/validate/", "/validated", "/Validate", "/mutate", "/metrics", "//validate", "/%76alidate",
    ])
    func reviewsGoToOnePath(target: String) {
        for method in ["POST", "GET", "HEAD"] {
            let response = Route().respond(Request(method: method, target: target))
            #expect(response.status == .notFound)
            #expect(response.allow == nil)
            #expect(response.text == "there is nothing here; AdmissionReviews go to /validate\n")
        }
    }

    @Test(arguments: [
        nil, "", "text/plain", "application/yaml", "application/jsonp", "application/json-patch+json", "json",
    ])
    func reviewsAreJSON(contentType: String?) {
        let response = Route().post(ReviewText.pod(), contentType: contentType)
        #expect(response.status == .unsupportedMediaType)
        #expect(response.text == "AdmissionReviews are sent as application/json\n")
    }

    @Test(arguments: [
        "application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON",
        "application/json ; x=y",
    ])
    func parametersOfTheTypeDoNotMatter(contentType: String) {
        #expect(Route().post(ReviewText.pod(), contentType: contentType).status == .ok)
    }

    @Test(arguments: [
        "/validate", "/validate?", "/validate?timeout=10s", "/validate?x=y&timeout=10s", "/validate?timeout",
    ])
    func aQueryDoesNotMatter(target: String) {
        #expect(Route().post(ReviewText.pod(), to: target).status == .ok)
    }
}
