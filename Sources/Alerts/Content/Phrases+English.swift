extension Phrases {
    static let english = Phrases(
        modelTooLarge: Finding(
            title: "model too large for the slice",
            explanation: """
                The declared size of the model is not below the limit of the MIG slice: it would run out of memory while \
                loading.
                """
        ),
        unknownProfile: Finding(
            title: "no such MIG profile",
            explanation: """
                The resource names no MIG profile of the GPUs that the pod may land on: no node offers it, and the pod \
                would stay pending for ever.
                """
        ),
        mixedGPUAndMIG: Finding(
            title: "whole GPU and slice, or two profiles, in one container",
            explanation: """
                One container asks for whole GPUs and a MIG slice, or for slices of two profiles. A process sees devices \
                of one kind only, the rest would stand idle.
                """
        ),
        sizeUnreadable: Finding(
            title: "declared size or parallelism unreadable",
            explanation: """
                The declared size of the model or its parallelism cannot be read, so nobody can tell whether the model \
                fits.
                """
        ),
        badCount: Finding(
            title: "number of slices not valid",
            explanation: """
                The number of slices must be a whole number of at least 1, and requests and limits must be equal.
                """
        ),
        parallelismTooWide: Finding(
            title: "more processes than slices",
            explanation: """
                More processes are declared to share the model than slices are asked for, and each needs a slice of its \
                own.
                """
        ),
        sizeUndeclared: Finding(
            title: "model size not declared",
            explanation: """
                A MIG slice is asked for, and nothing says how large the model is, so nobody can tell whether it fits.
                """
        ),
        parallelAcrossSlices: Finding(
            title: "tensor parallelism across slices",
            explanation: """
                Processes share the model across MIG slices. That needs NCCL 2.31 or later; earlier releases do not run \
                across MIG devices.
                """
        ),
        overrideRefused: Finding(
            title: "override refused",
            explanation: """
                An override of the gate was set by somebody who may not, or it cannot be honoured.
                """
        ),
        objectUnreadable: Finding(
            title: "object cannot be looked at whole",
            explanation: """
                The object is too deep, too large or malformed. What cannot be read may hide slices that do not fit.
                """
        ),
        policyUnusable: Finding(
            title: "policy cannot be used",
            explanation: """
                The ConfigMap holds a policy that cannot be used. The policy before it still counts.
                """
        ),
        deny: Action(
            name: "Denied",
            title: "Denied: {workload}, {finding}",
            total: "{count|denial|denials} of {workloads|workload|workloads}",
            tally: "{count} denied"
        ),
        warn: Action(
            name: "Admitted with a warning",
            title: "Admitted with a warning: {workload}, {finding}",
            total: "{count|warning|warnings} about {workloads|admitted workload|admitted workloads}",
            tally: "{count} admitted with a warning"
        ),
        audit: Action(
            name: "On record only",
            title: "Admitted, on record only: {workload}, {finding}",
            total: "{count|finding|findings} on record only, of {workloads|workload|workloads}",
            tally: "{count} on record only"
        ),
        labels: Labels(
            object: "Object",
            owner: "Belongs to",
            container: "Container",
            slice: "Slice asked for",
            declared: "Declared size",
            limit: "Limit of the slice",
            wayOut: "Way out",
            kubectl: "What kubectl showed",
            finding: "What was found",
            user: "Asked by",
            team: "Team",
            time: "Time",
            cluster: "Cluster",
            decision: "Decision ID",
            receiver: "Receiver",
            further: "Besides",
            mentions: "For"
        ),
        sizes: Sizes(
            shared: "{declared}, {share} on each slice",
            derived: "{limit} ({derivation})",
            nominal: "{nominal} nominal less {headroom} headroom",
            measured: "{usable} usable as measured on {gpu}, less {reserve} reserve",
            estimated: "{usable} usable by estimate, less {reserve} reserve",
            fixed: "set by the policy",
            cappedMeasured: "the policy says {fixed}, but only {usable} is usable as measured on {gpu}",
            cappedEstimated: "the policy says {fixed}, but only {usable} is usable by estimate"
        ),
        waysOut: WaysOut(
            slice: "ask for {resource}, the smallest slice of these GPUs that fits (limit {limit})",
            sharing: """
                if {processes} processes share the model, one on each slice, annotate {annotation}: "{processes}"
                """,
            splitting: """
                no single slice of these GPUs fits; {processes} of {resource} (limit {limit} each) would, with the \
                annotation {annotation}: "{processes}"
                """,
            none: "no slice of these GPUs fits: take larger GPUs or a smaller model, a quantised one for example",
            shortSlice: "{resource} fits",
            shortSharing: "fits with {annotation}: \"{processes}\"",
            shortSplitting: "{processes} of {resource} fit",
            shortNone: "no slice fits"
        ),
        counts: Counts(
            total: "{count|alert|alerts} of {workloads|workload|workloads}",
            totalOrMore: "{count|alert|alerts} of {workloads} or more workloads",
            alerts: "{count|alert|alerts}",
            times: "×{count}",
            timesAgain: "×{count} ({before} told before → {total} in all)",
            more: "+{items} more, with {count|alert|alerts}",
            unrecorded: "{count|alert|alerts} not recorded one by one: more came than could be kept apart",
            further: "{count} more found in this object, not told one by one",
            tallyOfOthers: "{count} not listed"
        ),
        times: Times(
            period: "{first} to {last}",
            repeated: "repeated: {count} times since {first}, last at {last}",
            before: "{before} more told before, {total} in all",
            delayed: "Delayed by {delay}: put together at {created}, sent at {sent}.",
            minutes: "{minutes} min",
            hours: "{hours} h {minutes} min"
        ),
        lines: Lines(
            container: "container {container}",
            sizes: "declared {declared}, limit {limit}",
            sizesOnSlice: "declared {declared}, limit {limit} of {resource}",
            user: "by {user}"
        ),
        test: Test(
            title: "Test message",
            proof: """
                You can read this, so receiver {receiver} works: the service took address, signature and keyword as they \
                are configured.
                """,
            calm: "Nothing was refused, and nobody has to do anything."
        ),
        messageID: "message #{id}",
        colon: ": ",
        quotation: "“{text}”"
    )
}
