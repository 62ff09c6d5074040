"""The domain of a property-service company, and the one glossary of its words.

Code, pages and tests use only these words; the Chinese is what people say.

======================  ==============  ==================================================================
aggregate               聚合            guards its own invariants, and is told by a stream of facts
fact, event             事实、事件       what happened; an event is a fact in its envelope in the log
register                登记册          people and free texts, which events only point to, so that they can be erased
unit                    房屋            a home, exam room, equipment room or piece of equipment
lived in                已入住          somebody lives there; *permanently resident* is 常住
equipment               设备            a shared piece with a number of its own, in the equipment register 设备台账
ticket                  工单            one request of a customer, of any kind
first receiver          首问责任人       who took the first call; stays so for the ticket's whole life
help                    求助            a request on the bare trunk, in seven classes
own-use paid repair     自用有偿维修     a repair inside the home, charged by the tariff
slip, copy              维修单、联       the quadruplicate repair slip, and one of its four copies
tariff, item            有偿服务收费标准  what paid services cost; one line of it is an item
quote                   估价答复        the engineering head's assessment, told to the customer
return visit            回访            asking the customer afterwards
step, procedure         步骤、规程       what may follow what, who may do it, what it needs
gap                     缺记            a step that somebody went past without a record
exam room               考室            a room of an exam: in use, spare, or out of use
walk                    检查轮次         one round of checks through all exam rooms, with a deadline of its own
check, tick             检查项           what one walk looks at in each room; what nobody answered is undone
round                   轮次            from the report, or a reopening, to the next close
clock, limit            时限            a limit applied to one ticket: running, met, breached, void
pause                   暂停            waiting that stops a clock, with its reason
policy profile          规则方案        a named, versioned set of limits and settings
make-up workday         调休上班日       a weekend day that is worked for a holiday
recorder, doer          代记人、经办人   who wrote it down, and who did it
happened, recorded      发生、记录       the two times of every event
adopted                 承接            foreign history, judged by none of our guards
roster                  排班表           who stands where and when in a campaign; a draft, and numbered editions
post, turn, duty        岗位、班次、值守  a place to man, a time of the day, and one post in one turn of one date
gap at a post           缺岗             heads that a duty lacks
reserve                 备勤             people who stand by and help other groups where policy lets them
roll-call               点名            who is at a post in a turn, by a leader's tick or by the post's code
relieved                交接            done at a post; one of the reserve is free again
waiver                  准许放宽         a rule that a named approver has lifted
campaign                活动            what is planned towards an anchor day: the exam, a survey, an open day
template, edition       模板、版次       a campaign as data; one that is planned keeps its edition
anchor day, T-5         基准日、T-5     the day a campaign counts to, and five calendar days before it
task, slip, promise     任务、延期       work due by a day; a slip is late work with a reason and a promised day
gate                    关口            a state that a campaign reaches in order, once what it needs is there
milestone               时间节点         a moment of a campaign's day: admission, listening check, silence
go, no-go               开考条件确认     the recorded decision of T-1, with the evidence seen
admission               考生放行         letting candidates in, on the liaison's word alone
debrief                 总结            what was counted against the targets: mistakes, faults, complaints
survey, round           调查            one round of asking; a *kind of survey* is its template
base                    基数            those who could be asked, frozen on the first day in the field
sample, seed            样本            whom forms are for, drawn by a recorded seed, building by building
form                    问卷            one numbered form of one household; valid (有效) where its answers count
keying, settling        录入、核定       two people key a paper form; where they differ, somebody looks at the original
late form               迟交问卷         in after the close: restates the figures, never overwrites what was reported
read model              读模型          rows that answer one question of a page
======================  ==============  ==================================================================
"""
