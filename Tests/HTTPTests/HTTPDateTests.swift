import HTTP
import Testing

@Suite struct HTTPDateTests {
    @Test(arguments: [
        // The example of RFC 9110 §5.6.7.
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
        (1_709_251_200, "Fri, 01 Mar 2024 00:00:00 GMT"),
        (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 GMT"),
        (1_798_761_600, "Fri, 01 Jan 2027 00:00:00 GMT"),
        (2_147_483_648, "Tue, 19 Jan 2038 03:14:08 GMT"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    ])
    func aMomentInTheFormOfTheDateField(_ seconds: Int, _ text: String) {
        let date = HTTPDate(seconds: seconds)
        #expect(String(decoding: date.text, as: UTF8.self) == text)
        #expect(date.seconds == seconds)
    }

    /// Days of 2025, 31 apart.
    @Test func everyMonthAndWeekdayHasItsName() {
        let texts = (0..<12).map { month in
            String(decoding: HTTPDate(seconds: 1_735_689_600 + month * 31 * 86_400).text.prefix(11), as: UTF8.self)
        }
        #expect(
            texts == [
                "Wed, 01 Jan", "Sat, 01 Feb", "Tue, 04 Mar", "Fri, 04 Apr", "Mon, 05 May", "Thu, 05 Jun",
                "Sun, 06 Jul", "Wed, 06 Aug", "Sat, 06 Sep", "Tue, 07 Oct", "Fri, 07 Nov", "Mon, 08 Dec",
            ]
        )
    }
}
