extension Phrases {
    static let chinese = Phrases(
        modelTooLarge: Finding(
            title: "模型超出切片的显存上限",
            explanation: "申报的模型大小达到或超过了该 MIG 切片的上限，加载时会耗尽显存（OOM）。"
        ),
        unknownProfile: Finding(
            title: "没有这种 MIG 规格",
            explanation: "申请的资源不是目标 GPU 支持的任何一种 MIG 规格，没有节点能够提供，Pod 会一直处于 Pending。"
        ),
        mixedGPUAndMIG: Finding(
            title: "同一容器混用整卡与切片，或两种规格",
            explanation: "同一个容器同时申请了整卡和 MIG 切片，或者两种规格的切片。一个进程只能看到其中一种设备，其余的只会闲置。"
        ),
        sizeUnreadable: Finding(
            title: "申报大小或并行度无法解析",
            explanation: "申报的模型大小或并行度无法解析，因此无法判断模型是否放得下。"
        ),
        badCount: Finding(
            title: "切片数量不合法",
            explanation: "切片数量必须是不小于 1 的整数，并且 requests 与 limits 必须相等。"
        ),
        parallelismTooWide: Finding(
            title: "进程数多于切片数",
            explanation: "声明分担模型的进程数多于申请的切片数，而每个进程都需要独占一个切片。"
        ),
        sizeUndeclared: Finding(
            title: "未申报模型大小",
            explanation: "申请了 MIG 切片，却没有申报模型大小，因此无法判断模型是否放得下。"
        ),
        parallelAcrossSlices: Finding(
            title: "跨切片的张量并行",
            explanation: "多个进程跨 MIG 切片分担模型，需要 NCCL 2.31 或更高版本，更早的版本无法跨 MIG 设备运行。"
        ),
        overrideRefused: Finding(
            title: "豁免未被接受",
            explanation: "有人设置了准入豁免，但此人无权设置，或者该豁免无法生效。"
        ),
        objectUnreadable: Finding(
            title: "对象无法完整检查",
            explanation: "该对象嵌套过深、过大或格式有误。读不到的部分可能藏有放不下的切片申请。"
        ),
        policyUnusable: Finding(
            title: "策略无法使用",
            explanation: "该 ConfigMap 中的策略无法使用，之前的策略继续生效。"
        ),
        deny: Action(
            name: "准入拒绝",
            title: "准入拒绝：{workload}，{finding}",
            total: "{workloads} 个工作负载共 {count} 次准入拒绝",
            tally: "拒绝 {count} 次"
        ),
        warn: Action(
            name: "放行并警告",
            title: "放行并警告：{workload}，{finding}",
            total: "{workloads} 个已放行的工作负载共 {count} 次警告",
            tally: "放行并警告 {count} 次"
        ),
        audit: Action(
            name: "仅记录",
            title: "放行，仅记录：{workload}，{finding}",
            total: "{workloads} 个工作负载共 {count} 次仅记录",
            tally: "仅记录 {count} 次"
        ),
        labels: Labels(
            object: "对象",
            owner: "所属工作负载",
            container: "容器",
            slice: "申请的切片",
            declared: "申报大小",
            limit: "切片上限",
            wayOut: "解决办法",
            kubectl: "kubectl 显示的英文原文",
            finding: "检查结果的英文原文",
            user: "提交者",
            team: "团队",
            time: "时间",
            cluster: "集群",
            decision: "决策 ID",
            receiver: "接收端",
            further: "其他问题",
            mentions: "请关注"
        ),
        sizes: Sizes(
            shared: "{declared}，分到每个切片 {share}",
            derived: "{limit}（{derivation}）",
            nominal: "标称显存 {nominal}，减去余量 {headroom}",
            measured: "在 {gpu} 上实测可用显存 {usable}，减去预留 {reserve}",
            estimated: "估算可用显存 {usable}，减去预留 {reserve}",
            fixed: "由策略直接指定",
            cappedMeasured: "策略指定 {fixed}，但在 {gpu} 上实测可用显存只有 {usable}",
            cappedEstimated: "策略指定 {fixed}，但估算可用显存只有 {usable}"
        ),
        waysOut: WaysOut(
            slice: "改为申请 {resource}，这是同款 GPU 上放得下的最小切片（上限 {limit}）",
            sharing: "如果由 {processes} 个进程分担模型、每个切片一个进程，请添加注解 {annotation}: \"{processes}\"",
            splitting: """
                同款 GPU 上没有单个切片放得下；可以申请 {processes} 个 {resource}（每个上限 {limit}），并添加注解 \
                {annotation}: "{processes}"
                """,
            none: "同款 GPU 上没有切片放得下：请换用显存更大的 GPU，或缩小模型，例如量化",
            shortSlice: "可用 {resource}",
            shortSharing: "可加注解 {annotation}: \"{processes}\"",
            shortSplitting: "可用 {processes} 个 {resource}",
            shortNone: "没有切片放得下"
        ),
        counts: Counts(
            total: "{workloads} 个工作负载共 {count} 次告警",
            totalOrMore: "至少 {workloads} 个工作负载共 {count} 次告警",
            alerts: "共 {count} 次告警",
            times: "×{count}",
            timesAgain: "×{count}（此前已通知 {before} 次 → 累计 {total} 次）",
            more: "+{items} 项未列出，共 {count} 次告警",
            unrecorded: "另有 {count} 次告警未能逐条记录：数量过多，无法一一区分",
            further: "该对象另有 {count} 个问题，不再逐条通知",
            tallyOfOthers: "未列出 {count} 次"
        ),
        times: Times(
            period: "{first} 至 {last}",
            repeated: "重复：自 {first} 以来 {count} 次，最近一次 {last}",
            before: "此前已通知 {before} 次，累计 {total} 次",
            delayed: "延迟 {delay}送达：生成于 {created}，发出于 {sent}。",
            minutes: "{minutes} 分钟",
            hours: "{hours} 小时 {minutes} 分钟"
        ),
        lines: Lines(
            container: "容器 {container}",
            sizes: "申报 {declared}，上限 {limit}",
            sizesOnSlice: "申报 {declared}，{resource} 上限 {limit}",
            user: "提交者 {user}"
        ),
        test: Test(
            title: "测试消息",
            proof: "能看到这条消息，说明接收端 {receiver} 工作正常：服务接受了所配置的地址、签名和关键词。",
            calm: "没有任何请求被拒绝，无需处理。"
        ),
        messageID: "消息 #{id}",
        colon: "：",
        quotation: "“{text}”"
    )
}
