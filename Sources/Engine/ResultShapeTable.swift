// Made from the service models that AWS publishes with its SDKs (2026); facts only, no words.
// The form is told at `ResultShapes`.

extension ResultShapes {
  /// A service's operations, each with its result, and its structures by number.
  static let table: [String: (operations: String, structures: String)] = [
    "sfn": (
      """
      createActivity:0;createStateMachine:1;createStateMachineAlias:2;deleteActivity:3;\
      deleteStateMachine:4;deleteStateMachineAlias:5;deleteStateMachineVersion:6;\
      describeActivity:7;describeExecution:9;describeMapRun:11;describeStateMachine:14;\
      describeStateMachineAlias:19;describeStateMachineForExecution:21;getActivityTask:22;\
      getExecutionHistory:23;listActivities:62;listExecutions:64;listMapRuns:66;\
      listStateMachineAliases:68;listStateMachineVersions:70;listStateMachines:72;\
      listTagsForResource:74;publishStateMachineVersion:76;redriveExecution:77;sendTaskFailure:78;\
      sendTaskHeartbeat:79;sendTaskSuccess:80;startExecution:81;startSyncExecution:82;\
      stopExecution:84;tagResource:85;testState:86;untagResource:91;updateMapRun:92;\
      updateStateMachine:93;updateStateMachineAlias:94;validateStateMachineDefinition:95
      """,
      """
      {ActivityArn!s,CreationDate!s};{StateMachineArn!s,CreationDate!s,StateMachineVersionArn s};{\
      StateMachineAliasArn!s,CreationDate!s};{};{};{};{};{ActivityArn!s,Name!s,CreationDate!s,\
      EncryptionConfiguration 8};{KmsKeyId s,KmsDataKeyReusePeriodSeconds n(60,900),\
      Type!e(AWS_OWNED_KEY|CUSTOMER_MANAGED_KMS_KEY)};{ExecutionArn!s,StateMachineArn!s,Name s,\
      Status!e(RUNNING|SUCCEEDED|FAILED|TIMED_OUT|ABORTED|PENDING_REDRIVE),StartDate!s,StopDate s,\
      Input s,InputDetails 10,Output s,OutputDetails 10,TraceHeader s,MapRunArn s,Error s,Cause s,\
      StateMachineVersionArn s,StateMachineAliasArn s,RedriveCount n,RedriveDate s,\
      RedriveStatus e(REDRIVABLE|NOT_REDRIVABLE|REDRIVABLE_BY_MAP_RUN),RedriveStatusReason s};{\
      Included b};{MapRunArn!s,ExecutionArn!s,Status!e(RUNNING|SUCCEEDED|FAILED|ABORTED),\
      StartDate!s,StopDate s,MaxConcurrency!n(0,),ToleratedFailurePercentage!n(0,100),\
      ToleratedFailureCount!n(0,),ItemCounts!12,ExecutionCounts!13,RedriveCount n,RedriveDate s};{\
      Pending!n(0,),Running!n(0,),Succeeded!n(0,),Failed!n(0,),TimedOut!n(0,),Aborted!n(0,),\
      Total!n(0,),ResultsWritten!n(0,),FailuresNotRedrivable n,PendingRedrive n};{Pending!n(0,),\
      Running!n(0,),Succeeded!n(0,),Failed!n(0,),TimedOut!n(0,),Aborted!n(0,),Total!n(0,),\
      ResultsWritten!n(0,),FailuresNotRedrivable n,PendingRedrive n};{StateMachineArn!s,Name!s,\
      Status e(ACTIVE|DELETING),Definition!s,RoleArn!s,Type!e(STANDARD|EXPRESS),CreationDate!s,\
      LoggingConfiguration 15,TracingConfiguration 18,Label s,RevisionId s,Description s,\
      EncryptionConfiguration 8,VariableReferences <[s};{Level e(ALL|ERROR|FATAL|OFF),\
      IncludeExecutionData b,Destinations [16};{CloudWatchLogsLogGroup 17};{LogGroupArn s};{\
      Enabled b};{StateMachineAliasArn s,Name s,Description s,RoutingConfiguration [20,\
      CreationDate s,UpdateDate s};{StateMachineVersionArn!s,Weight!n(0,100)};{StateMachineArn!s,\
      Name!s,Definition!s,RoleArn!s,UpdateDate!s,LoggingConfiguration 15,TracingConfiguration 18,\
      MapRunArn s,Label s,RevisionId s,EncryptionConfiguration 8,VariableReferences <[s};{\
      TaskToken s,Input s};{Events![24,NextToken s};{Timestamp!s,Type!e(ActivityFailed|\
      ActivityScheduled|ActivityScheduleFailed|ActivityStarted|ActivitySucceeded|ActivityTimedOut|\
      ChoiceStateEntered|ChoiceStateExited|ExecutionAborted|ExecutionFailed|ExecutionStarted|\
      ExecutionSucceeded|ExecutionTimedOut|FailStateEntered|LambdaFunctionFailed|\
      LambdaFunctionScheduled|LambdaFunctionScheduleFailed|LambdaFunctionStarted|\
      LambdaFunctionStartFailed|LambdaFunctionSucceeded|LambdaFunctionTimedOut|\
      MapIterationAborted|MapIterationFailed|MapIterationStarted|MapIterationSucceeded|\
      MapStateAborted|MapStateEntered|MapStateExited|MapStateFailed|MapStateStarted|\
      MapStateSucceeded|ParallelStateAborted|ParallelStateEntered|ParallelStateExited|\
      ParallelStateFailed|ParallelStateStarted|ParallelStateSucceeded|PassStateEntered|\
      PassStateExited|SucceedStateEntered|SucceedStateExited|TaskFailed|TaskScheduled|TaskStarted|\
      TaskStartFailed|TaskStateAborted|TaskStateEntered|TaskStateExited|TaskSubmitFailed|\
      TaskSubmitted|TaskSucceeded|TaskTimedOut|WaitStateAborted|WaitStateEntered|WaitStateExited|\
      MapRunAborted|MapRunFailed|MapRunStarted|MapRunSucceeded|ExecutionRedriven|MapRunRedriven|\
      EvaluationFailed),Id!n,PreviousEventId n,ActivityFailedEventDetails 25,\
      ActivityScheduleFailedEventDetails 26,ActivityScheduledEventDetails 27,\
      ActivityStartedEventDetails 29,ActivitySucceededEventDetails 30,\
      ActivityTimedOutEventDetails 31,TaskFailedEventDetails 32,TaskScheduledEventDetails 33,\
      TaskStartFailedEventDetails 35,TaskStartedEventDetails 36,TaskSubmitFailedEventDetails 37,\
      TaskSubmittedEventDetails 38,TaskSucceededEventDetails 39,TaskTimedOutEventDetails 40,\
      ExecutionFailedEventDetails 41,ExecutionStartedEventDetails 42,\
      ExecutionSucceededEventDetails 43,ExecutionAbortedEventDetails 44,\
      ExecutionTimedOutEventDetails 45,ExecutionRedrivenEventDetails 46,\
      MapStateStartedEventDetails 47,MapIterationStartedEventDetails 48,\
      MapIterationSucceededEventDetails 48,MapIterationFailedEventDetails 48,\
      MapIterationAbortedEventDetails 48,LambdaFunctionFailedEventDetails 49,\
      LambdaFunctionScheduleFailedEventDetails 50,LambdaFunctionScheduledEventDetails 51,\
      LambdaFunctionStartFailedEventDetails 52,LambdaFunctionSucceededEventDetails 53,\
      LambdaFunctionTimedOutEventDetails 54,StateEnteredEventDetails 55,\
      StateExitedEventDetails 56,MapRunStartedEventDetails 58,MapRunFailedEventDetails 59,\
      MapRunRedrivenEventDetails 60,EvaluationFailedEventDetails 61};{Error s,Cause s};{Error s,\
      Cause s};{Resource!s,Input s,InputDetails 28,TimeoutInSeconds n,HeartbeatInSeconds n};{\
      Truncated b};{WorkerName s};{Output s,OutputDetails 28};{Error s,Cause s};{ResourceType!s,\
      Resource!s,Error s,Cause s};{ResourceType!s,Resource!s,Region!s,Parameters!s,\
      TimeoutInSeconds n,HeartbeatInSeconds n,TaskCredentials 34};{RoleArn s};{ResourceType!s,\
      Resource!s,Error s,Cause s};{ResourceType!s,Resource!s};{ResourceType!s,Resource!s,Error s,\
      Cause s};{ResourceType!s,Resource!s,Output s,OutputDetails 28};{ResourceType!s,Resource!s,\
      Output s,OutputDetails 28};{ResourceType!s,Resource!s,Error s,Cause s};{Error s,Cause s};{\
      Input s,InputDetails 28,RoleArn s,StateMachineAliasArn s,StateMachineVersionArn s};{\
      Output s,OutputDetails 28};{Error s,Cause s};{Error s,Cause s};{RedriveCount n};{Length n(0,\
      )};{Name s,Index n(0,)};{Error s,Cause s};{Error s,Cause s};{Resource!s,Input s,\
      InputDetails 28,TimeoutInSeconds n,TaskCredentials 34};{Error s,Cause s};{Output s,\
      OutputDetails 28};{Error s,Cause s};{Name!s,Input s,InputDetails 28};{Name!s,Output s,\
      OutputDetails 28,AssignedVariables <s,AssignedVariablesDetails 57};{Truncated b};{\
      MapRunArn s};{Error s,Cause s};{MapRunArn s,RedriveCount n};{Error s,Cause s,Location s,\
      State!s};{Activities![63,NextToken s};{ActivityArn!s,Name!s,CreationDate!s};{Executions![65,\
      NextToken s};{ExecutionArn!s,StateMachineArn!s,Name!s,Status!e(RUNNING|SUCCEEDED|FAILED|\
      TIMED_OUT|ABORTED|PENDING_REDRIVE),StartDate!s,StopDate s,MapRunArn s,ItemCount n(0,),\
      StateMachineVersionArn s,StateMachineAliasArn s,RedriveCount n,RedriveDate s};{MapRuns![67,\
      NextToken s};{ExecutionArn!s,MapRunArn!s,StateMachineArn!s,StartDate!s,StopDate s};{\
      StateMachineAliases![69,NextToken s};{StateMachineAliasArn!s,CreationDate!s};{\
      StateMachineVersions![71,NextToken s};{StateMachineVersionArn!s,CreationDate!s};{\
      StateMachines![73,NextToken s};{StateMachineArn!s,Name!s,Type!e(STANDARD|EXPRESS),\
      CreationDate!s};{Tags [75};{Key s,Value s};{CreationDate!s,StateMachineVersionArn!s};{\
      RedriveDate!s};{};{};{};{ExecutionArn!s,StartDate!s};{ExecutionArn!s,StateMachineArn s,\
      Name s,StartDate!s,StopDate!s,Status!e(SUCCEEDED|FAILED|TIMED_OUT),Error s,Cause s,Input s,\
      InputDetails 10,Output s,OutputDetails 10,TraceHeader s,BillingDetails 83};{\
      BilledMemoryUsedInMB n(0,),BilledDurationInMilliseconds n(0,)};{StopDate!s};{};{Output s,\
      Error s,Cause s,InspectionData 87,NextState s,Status e(SUCCEEDED|FAILED|RETRIABLE|\
      CAUGHT_ERROR)};{Input s,AfterArguments s,AfterInputPath s,AfterParameters s,Result s,\
      AfterResultSelector s,AfterResultPath s,Request 88,Response 89,Variables s,ErrorDetails 90,\
      AfterItemsPath s,AfterItemSelector s,AfterItemBatcher s,AfterItemsPointer s,\
      ToleratedFailureCount n(0,),ToleratedFailurePercentage n(0,100),MaxConcurrency n(0,)};{\
      Protocol s,Method s,Url s,Headers s,Body s};{Protocol s,StatusCode s,StatusMessage s,\
      Headers s,Body s};{CatchIndex n(0,),RetryIndex n(0,),RetryBackoffIntervalSeconds n(0,)};{};{\
      };{UpdateDate!s,RevisionId s,StateMachineVersionArn s};{UpdateDate!s};{Result!e(OK|FAIL),\
      Diagnostics![96,Truncated b};{Severity!e(ERROR|WARNING),Code!s,Message!s,Location s}
      """
    ),
    "lambda": (
      """
      addLayerVersionPermission:0;addPermission:1;checkpointDurableExecution:2;createAlias:12;\
      createCapacityProvider:14;createCodeSigningConfig:21;createEventSourceMapping:25;\
      createFunction:44;createFunctionUrlConfig:64;deleteCapacityProvider:66;\
      deleteCodeSigningConfig:67;deleteEventSourceMapping:25;deleteFunction:68;\
      getAccountSettings:69;getAlias:12;getCapacityProvider:72;getCodeSigningConfig:73;\
      getDurableExecution:74;getDurableExecutionHistory:76;getDurableExecutionState:106;\
      getEventSourceMapping:25;getFunction:107;getFunctionCodeSigningConfig:111;\
      getFunctionConcurrency:112;getFunctionConfiguration:44;getFunctionEventInvokeConfig:113;\
      getFunctionRecursionConfig:114;getFunctionScalingConfig:115;getFunctionUrlConfig:117;\
      getLayerVersion:118;getLayerVersionByArn:118;getLayerVersionPolicy:120;getPolicy:121;\
      getProvisionedConcurrencyConfig:122;getRuntimeManagementConfig:123;invoke:124;\
      invokeAsync:125;invokeWithResponseStream:126;listAliases:130;listCapacityProviders:131;\
      listCodeSigningConfigs:132;listDurableExecutionsByFunction:133;listEventSourceMappings:135;\
      listFunctionEventInvokeConfigs:136;listFunctionUrlConfigs:137;\
      listFunctionVersionsByCapacityProvider:139;listFunctions:141;\
      listFunctionsByCodeSigningConfig:142;listLayerVersions:143;listLayers:145;\
      listProvisionedConcurrencyConfigs:147;listTags:149;listVersionsByFunction:150;\
      publishLayerVersion:151;publishVersion:44;putFunctionCodeSigningConfig:152;\
      putFunctionConcurrency:110;putFunctionEventInvokeConfig:113;putFunctionRecursionConfig:153;\
      putFunctionScalingConfig:154;putProvisionedConcurrencyConfig:155;\
      putRuntimeManagementConfig:156;sendDurableExecutionCallbackFailure:157;\
      sendDurableExecutionCallbackHeartbeat:158;sendDurableExecutionCallbackSuccess:159;\
      stopDurableExecution:160;updateAlias:12;updateCapacityProvider:161;\
      updateCodeSigningConfig:162;updateEventSourceMapping:25;updateFunctionCode:44;\
      updateFunctionConfiguration:44;updateFunctionEventInvokeConfig:113;\
      updateFunctionUrlConfig:163
      """,
      """
      {Statement s,RevisionId s};{Statement s};{CheckpointToken s,NewExecutionState!3};{\
      Operations [4,NextMarker s};{Id!s,ParentId s,Name s,Type!e(EXECUTION|CONTEXT|STEP|WAIT|\
      CALLBACK|CHAINED_INVOKE),SubType s,StartTimestamp!s,EndTimestamp s,Status!e(STARTED|PENDING|\
      READY|SUCCEEDED|FAILED|CANCELLED|TIMED_OUT|STOPPED),ExecutionDetails 5,ContextDetails 6,\
      StepDetails 8,WaitDetails 9,CallbackDetails 10,ChainedInvokeDetails 11};{InputPayload s};{\
      ReplayChildren b,Result s,Error 7};{ErrorMessage s,ErrorType s,ErrorData s,StackTrace [s};{\
      Attempt n(0,),NextAttemptTimestamp s,Result s,Error 7};{ScheduledEndTimestamp s};{\
      CallbackId s,Result s,Error 7};{Result s,Error 7};{AliasArn s,Name s,FunctionVersion s,\
      Description s,RoutingConfig 13,RevisionId s};{AdditionalVersionWeights <n(0.0,1.0)};{\
      CapacityProvider!15};{CapacityProviderArn!s,State!e(Pending|Active|Failed|Deleting),\
      VpcConfig!16,PermissionsConfig!17,InstanceRequirements 18,CapacityProviderScalingConfig 19,\
      KmsKeyArn s,LastModified s};{SubnetIds![s,SecurityGroupIds![s};{\
      CapacityProviderOperatorRoleArn!s};{Architectures [e(x86_64|arm64),AllowedInstanceTypes [s,\
      ExcludedInstanceTypes [s};{MaxVCpuCount n(2,15000),ScalingMode e(Auto|Manual),\
      ScalingPolicies [20};{PredefinedMetricType!e(LambdaCapacityProviderAverageCPUUtilization),\
      TargetValue!n(0.0,100.0)};{CodeSigningConfig!22};{CodeSigningConfigId!s,\
      CodeSigningConfigArn!s,Description s,AllowedPublishers!23,CodeSigningPolicies!24,\
      LastModified!s};{SigningProfileVersionArns![s};{UntrustedArtifactOnDeployment e(Warn|\
      Enforce)};{UUID s,StartingPosition e(TRIM_HORIZON|LATEST|AT_TIMESTAMP),\
      StartingPositionTimestamp s,BatchSize n(1,10000),MaximumBatchingWindowInSeconds n(0,300),\
      ParallelizationFactor n(1,10),EventSourceArn s,FilterCriteria 26,FunctionArn s,\
      LastModified s,LastProcessingResult s,State s,StateTransitionReason s,DestinationConfig 28,\
      Topics [s,Queues [s,SourceAccessConfigurations [31,SelfManagedEventSource 32,\
      MaximumRecordAgeInSeconds n(-1,604800),BisectBatchOnFunctionError b,\
      MaximumRetryAttempts n(-1,10000),TumblingWindowInSeconds n(0,900),\
      FunctionResponseTypes [e(ReportBatchItemFailures),AmazonManagedKafkaEventSourceConfig 33,\
      SelfManagedKafkaEventSourceConfig 37,ScalingConfig 38,DocumentDBEventSourceConfig 39,\
      KMSKeyArn s,FilterCriteriaError 40,EventSourceMappingArn s,MetricsConfig 41,\
      LoggingConfig 42,ProvisionedPollerConfig 43};{Filters [27};{Pattern s};{OnSuccess 29,\
      OnFailure 30};{Destination s};{Destination s};{Type e(BASIC_AUTH|VPC_SUBNET|\
      VPC_SECURITY_GROUP|SASL_SCRAM_512_AUTH|SASL_SCRAM_256_AUTH|VIRTUAL_HOST|\
      CLIENT_CERTIFICATE_TLS_AUTH|SERVER_ROOT_CA_CERTIFICATE),URI s};{Endpoints <[s};{\
      ConsumerGroupId s,SchemaRegistryConfig 34};{SchemaRegistryURI s,EventRecordFormat e(JSON|\
      SOURCE),AccessConfigs [35,SchemaValidationConfigs [36};{Type e(BASIC_AUTH|\
      CLIENT_CERTIFICATE_TLS_AUTH|SERVER_ROOT_CA_CERTIFICATE),URI s};{Attribute e(KEY|VALUE)};{\
      ConsumerGroupId s,SchemaRegistryConfig 34};{MaximumConcurrency n(2,1000)};{DatabaseName s,\
      CollectionName s,FullDocument e(UpdateLookup|Default)};{ErrorCode s,Message s};{\
      Metrics [e(EventCount|ErrorCount|KafkaMetrics)};{SystemLogLevel e(DEBUG|INFO|WARN)};{\
      MinimumPollers n(1,200),MaximumPollers n(1,2000),PollerGroupName s};{FunctionName s,\
      FunctionArn s,Runtime e(nodejs|nodejs4.3|nodejs6.10|nodejs8.10|nodejs10.x|nodejs12.x|\
      nodejs14.x|nodejs16.x|java8|java8.al2|java11|python2.7|python3.6|python3.7|python3.8|\
      python3.9|dotnetcore1.0|dotnetcore2.0|dotnetcore2.1|dotnetcore3.1|dotnet6|dotnet8|\
      nodejs4.3-edge|go1.x|ruby2.5|ruby2.7|provided|provided.al2|nodejs18.x|python3.10|java17|\
      ruby3.2|ruby3.3|ruby3.4|python3.11|nodejs20.x|provided.al2023|python3.12|java21|python3.13|\
      nodejs22.x|nodejs24.x|python3.14|java25|dotnet10|ruby4.0),Role s,Handler s,CodeSize n,\
      Description s,Timeout n(1,),MemorySize n(128,10240),LastModified s,CodeSha256 s,Version s,\
      VpcConfig 45,DeadLetterConfig 46,Environment 47,KMSKeyArn s,TracingConfig 49,MasterArn s,\
      RevisionId s,Layers [50,State e(Pending|Active|Inactive|Failed|Deactivating|Deactivated|\
      ActiveNonInvocable|Deleting),StateReason s,StateReasonCode e(Idle|Creating|Restoring|\
      EniLimitExceeded|InsufficientRolePermissions|InvalidConfiguration|InternalError|\
      SubnetOutOfIPAddresses|InvalidSubnet|InvalidSecurityGroup|ImageDeleted|ImageAccessDenied|\
      InvalidImage|KMSKeyAccessDenied|KMSKeyNotFound|InvalidStateKMSKey|DisabledKMSKey|EFSIOError|\
      EFSMountConnectivityError|EFSMountFailure|EFSMountTimeout|InvalidRuntime|\
      InvalidZipFileException|FunctionError|DrainingDurableExecutions|VcpuLimitExceeded|\
      CapacityProviderScalingLimitExceeded|InsufficientCapacity|EC2RequestLimitExceeded|\
      FunctionError.InitTimeout|FunctionError.RuntimeInitError|FunctionError.ExtensionInitError|\
      FunctionError.InvalidEntryPoint|FunctionError.InvalidWorkingDirectory|\
      FunctionError.PermissionDenied|FunctionError.TooManyExtensions|\
      FunctionError.InitResourceExhausted|DisallowedByVpcEncryptionControl),\
      LastUpdateStatus e(Successful|Failed|InProgress),LastUpdateStatusReason s,\
      LastUpdateStatusReasonCode e(EniLimitExceeded|InsufficientRolePermissions|\
      InvalidConfiguration|InternalError|SubnetOutOfIPAddresses|InvalidSubnet|\
      InvalidSecurityGroup|ImageDeleted|ImageAccessDenied|InvalidImage|KMSKeyAccessDenied|\
      KMSKeyNotFound|InvalidStateKMSKey|DisabledKMSKey|EFSIOError|EFSMountConnectivityError|\
      EFSMountFailure|EFSMountTimeout|InvalidRuntime|InvalidZipFileException|FunctionError|\
      VcpuLimitExceeded|CapacityProviderScalingLimitExceeded|InsufficientCapacity|\
      EC2RequestLimitExceeded|FunctionError.InitTimeout|FunctionError.RuntimeInitError|\
      FunctionError.ExtensionInitError|FunctionError.InvalidEntryPoint|\
      FunctionError.InvalidWorkingDirectory|FunctionError.PermissionDenied|\
      FunctionError.TooManyExtensions|FunctionError.InitResourceExhausted|\
      DisallowedByVpcEncryptionControl),FileSystemConfigs [51,PackageType e(Zip|Image),\
      ImageConfigResponse 52,SigningProfileVersionArn s,SigningJobArn s,Architectures [e(x86_64|\
      arm64),EphemeralStorage 55,SnapStart 56,RuntimeVersionConfig 57,LoggingConfig 59,\
      CapacityProviderConfig 60,ConfigSha256 s,DurableConfig 62,TenancyConfig 63};{SubnetIds [s,\
      SecurityGroupIds [s,VpcId s,Ipv6AllowedForDualStack b};{TargetArn s};{Variables <s,Error 48}\
      ;{ErrorCode s,Message s};{Mode e(Active|PassThrough)};{Arn s,CodeSize n,\
      SigningProfileVersionArn s,SigningJobArn s};{Arn!s,LocalMountPath!s};{ImageConfig 53,\
      Error 54};{EntryPoint [s,Command [s,WorkingDirectory s};{ErrorCode s,Message s};{Size!n(512,\
      10240)};{ApplyOn e(PublishedVersions|None),OptimizationStatus e(On|Off)};{\
      RuntimeVersionArn s,Error 58};{ErrorCode s,Message s};{LogFormat e(JSON|Text),\
      ApplicationLogLevel e(TRACE|DEBUG|INFO|WARN|ERROR|FATAL),SystemLogLevel e(DEBUG|INFO|WARN),\
      LogGroup s};{LambdaManagedInstancesCapacityProviderConfig!61};{CapacityProviderArn!s,\
      PerExecutionEnvironmentMaxConcurrency n(1,1600),ExecutionEnvironmentMemoryGiBPerVCpu n(2.0,\
      8.0)};{RetentionPeriodInDays n(1,90),ExecutionTimeout n(1,31622400)};{\
      TenantIsolationMode!e(PER_TENANT)};{FunctionUrl!s,FunctionArn!s,AuthType!e(NONE|AWS_IAM),\
      Cors 65,CreationTime!s,InvokeMode e(BUFFERED|RESPONSE_STREAM)};{AllowCredentials b,\
      AllowHeaders [s,AllowMethods [s,AllowOrigins [s,ExposeHeaders [s,MaxAge n(0,86400)};{\
      CapacityProvider!15};{};{StatusCode n};{AccountLimit 70,AccountUsage 71};{TotalCodeSize n,\
      CodeSizeUnzipped n,CodeSizeZipped n,ConcurrentExecutions n,\
      UnreservedConcurrentExecutions n(0,)};{TotalCodeSize n,FunctionCount n};{\
      CapacityProvider!15};{CodeSigningConfig!22};{DurableExecutionArn!s,DurableExecutionName!s,\
      FunctionArn!s,InputPayload s,Result s,Error 7,StartTimestamp!s,Status!e(RUNNING|SUCCEEDED|\
      FAILED|TIMED_OUT|STOPPED),EndTimestamp s,Version s,TraceHeader 75};{XAmznTraceId s};{\
      Events![77,NextMarker s};{EventType e(ExecutionStarted|ExecutionSucceeded|ExecutionFailed|\
      ExecutionTimedOut|ExecutionStopped|ContextStarted|ContextSucceeded|ContextFailed|\
      WaitStarted|WaitSucceeded|WaitCancelled|StepStarted|StepSucceeded|StepFailed|\
      ChainedInvokeStarted|ChainedInvokeSucceeded|ChainedInvokeFailed|ChainedInvokeTimedOut|\
      ChainedInvokeStopped|CallbackStarted|CallbackSucceeded|CallbackFailed|CallbackTimedOut|\
      InvocationCompleted),SubType s,EventId n(1,),Id s,Name s,EventTimestamp s,ParentId s,\
      ExecutionStartedDetails 78,ExecutionSucceededDetails 80,ExecutionFailedDetails 82,\
      ExecutionTimedOutDetails 84,ExecutionStoppedDetails 85,ContextStartedDetails 86,\
      ContextSucceededDetails 87,ContextFailedDetails 88,WaitStartedDetails 89,\
      WaitSucceededDetails 90,WaitCancelledDetails 91,StepStartedDetails 92,\
      StepSucceededDetails 93,StepFailedDetails 95,ChainedInvokeStartedDetails 96,\
      ChainedInvokeSucceededDetails 97,ChainedInvokeFailedDetails 98,\
      ChainedInvokeTimedOutDetails 99,ChainedInvokeStoppedDetails 100,CallbackStartedDetails 101,\
      CallbackSucceededDetails 102,CallbackFailedDetails 103,CallbackTimedOutDetails 104,\
      InvocationCompletedDetails 105};{Input!79,ExecutionTimeout!n(0,)};{Payload s,Truncated b};{\
      Result!81};{Payload s,Truncated b};{Error!83};{Payload 7,Truncated b};{Error 83};{Error!83};\
      {};{Result!81};{Error!83};{Duration!n(0,),ScheduledEndTimestamp!s};{Duration n(0,)};{\
      Error 83};{};{Result!81,RetryDetails!94};{CurrentAttempt n(0,),NextAttemptDelaySeconds n(0,\
      )};{Error!83,RetryDetails!94};{FunctionName!s,TenantId s,Input 79,ExecutedVersion s,\
      DurableExecutionArn s};{Result!81};{Error!83};{Error!83};{Error!83};{CallbackId!s,\
      HeartbeatTimeout n(0,),Timeout n(0,)};{Result!81};{Error!83};{Error!83};{StartTimestamp!s,\
      EndTimestamp!s,RequestId!s,Error 83};{Operations![4,NextMarker s};{Configuration 44,\
      Code 108,Tags <s,TagsError 109,Concurrency 110};{RepositoryType s,Location s,ImageUri s,\
      ResolvedImageUri s,SourceKMSKeyArn s};{ErrorCode!s,Message!s};{\
      ReservedConcurrentExecutions n(0,)};{CodeSigningConfigArn!s,FunctionName!s};{\
      ReservedConcurrentExecutions n(0,)};{LastModified s,FunctionArn s,MaximumRetryAttempts n(0,\
      2),MaximumEventAgeInSeconds n(60,21600),DestinationConfig 28};{RecursiveLoop e(Allow|\
      Terminate)};{FunctionArn s,AppliedFunctionScalingConfig 116,\
      RequestedFunctionScalingConfig 116};{MinExecutionEnvironments n(0,15000),\
      MaxExecutionEnvironments n(0,15000)};{FunctionUrl!s,FunctionArn!s,AuthType!e(NONE|AWS_IAM),\
      Cors 65,CreationTime!s,LastModifiedTime!s,InvokeMode e(BUFFERED|RESPONSE_STREAM)};{\
      Content 119,LayerArn s,LayerVersionArn s,Description s,CreatedDate s,Version n,\
      CompatibleRuntimes [e(nodejs|nodejs4.3|nodejs6.10|nodejs8.10|nodejs10.x|nodejs12.x|\
      nodejs14.x|nodejs16.x|java8|java8.al2|java11|python2.7|python3.6|python3.7|python3.8|\
      python3.9|dotnetcore1.0|dotnetcore2.0|dotnetcore2.1|dotnetcore3.1|dotnet6|dotnet8|\
      nodejs4.3-edge|go1.x|ruby2.5|ruby2.7|provided|provided.al2|nodejs18.x|python3.10|java17|\
      ruby3.2|ruby3.3|ruby3.4|python3.11|nodejs20.x|provided.al2023|python3.12|java21|python3.13|\
      nodejs22.x|nodejs24.x|python3.14|java25|dotnet10|ruby4.0),LicenseInfo s,\
      CompatibleArchitectures [e(x86_64|arm64)};{Location s,CodeSha256 s,CodeSize n,\
      SigningProfileVersionArn s,SigningJobArn s};{Policy s,RevisionId s};{Policy s,RevisionId s};\
      {RequestedProvisionedConcurrentExecutions n(1,),\
      AvailableProvisionedConcurrentExecutions n(0,),AllocatedProvisionedConcurrentExecutions n(0,\
      ),Status e(IN_PROGRESS|READY|FAILED),StatusReason s,LastModified s};{UpdateRuntimeOn e(Auto|\
      Manual|FunctionUpdate),RuntimeVersionArn s,FunctionArn s};{StatusCode n,FunctionError s,\
      LogResult s,Payload s,ExecutedVersion s,DurableExecutionArn s};{Status n};{StatusCode n,\
      ExecutedVersion s,EventStream 127,ResponseStreamContentType s};{PayloadChunk 128,\
      InvokeComplete 129};{Payload s};{ErrorCode s,ErrorDetails s,LogResult s};{NextMarker s,\
      Aliases [12};{CapacityProviders![15,NextMarker s};{NextMarker s,CodeSigningConfigs [22};{\
      DurableExecutions [134,NextMarker s};{DurableExecutionArn!s,DurableExecutionName!s,\
      FunctionArn!s,Status!e(RUNNING|SUCCEEDED|FAILED|TIMED_OUT|STOPPED),StartTimestamp!s,\
      EndTimestamp s};{NextMarker s,EventSourceMappings [25};{FunctionEventInvokeConfigs [113,\
      NextMarker s};{FunctionUrlConfigs![138,NextMarker s};{FunctionUrl!s,FunctionArn!s,\
      CreationTime!s,LastModifiedTime!s,Cors 65,AuthType!e(NONE|AWS_IAM),InvokeMode e(BUFFERED|\
      RESPONSE_STREAM)};{CapacityProviderArn!s,FunctionVersions![140,NextMarker s};{FunctionArn!s,\
      State!e(Pending|Active|Inactive|Failed|Deactivating|Deactivated|ActiveNonInvocable|\
      Deleting)};{NextMarker s,Functions [44};{NextMarker s,FunctionArns [s};{NextMarker s,\
      LayerVersions [144};{LayerVersionArn s,Version n,Description s,CreatedDate s,\
      CompatibleRuntimes [e(nodejs|nodejs4.3|nodejs6.10|nodejs8.10|nodejs10.x|nodejs12.x|\
      nodejs14.x|nodejs16.x|java8|java8.al2|java11|python2.7|python3.6|python3.7|python3.8|\
      python3.9|dotnetcore1.0|dotnetcore2.0|dotnetcore2.1|dotnetcore3.1|dotnet6|dotnet8|\
      nodejs4.3-edge|go1.x|ruby2.5|ruby2.7|provided|provided.al2|nodejs18.x|python3.10|java17|\
      ruby3.2|ruby3.3|ruby3.4|python3.11|nodejs20.x|provided.al2023|python3.12|java21|python3.13|\
      nodejs22.x|nodejs24.x|python3.14|java25|dotnet10|ruby4.0),LicenseInfo s,\
      CompatibleArchitectures [e(x86_64|arm64)};{NextMarker s,Layers [146};{LayerName s,\
      LayerArn s,LatestMatchingVersion 144};{ProvisionedConcurrencyConfigs [148,NextMarker s};{\
      FunctionArn s,RequestedProvisionedConcurrentExecutions n(1,),\
      AvailableProvisionedConcurrentExecutions n(0,),AllocatedProvisionedConcurrentExecutions n(0,\
      ),Status e(IN_PROGRESS|READY|FAILED),StatusReason s,LastModified s};{Tags <s};{NextMarker s,\
      Versions [44};{Content 119,LayerArn s,LayerVersionArn s,Description s,CreatedDate s,\
      Version n,CompatibleRuntimes [e(nodejs|nodejs4.3|nodejs6.10|nodejs8.10|nodejs10.x|\
      nodejs12.x|nodejs14.x|nodejs16.x|java8|java8.al2|java11|python2.7|python3.6|python3.7|\
      python3.8|python3.9|dotnetcore1.0|dotnetcore2.0|dotnetcore2.1|dotnetcore3.1|dotnet6|dotnet8|\
      nodejs4.3-edge|go1.x|ruby2.5|ruby2.7|provided|provided.al2|nodejs18.x|python3.10|java17|\
      ruby3.2|ruby3.3|ruby3.4|python3.11|nodejs20.x|provided.al2023|python3.12|java21|python3.13|\
      nodejs22.x|nodejs24.x|python3.14|java25|dotnet10|ruby4.0),LicenseInfo s,\
      CompatibleArchitectures [e(x86_64|arm64)};{CodeSigningConfigArn!s,FunctionName!s};{\
      RecursiveLoop e(Allow|Terminate)};{FunctionState e(Pending|Active|Inactive|Failed|\
      Deactivating|Deactivated|ActiveNonInvocable|Deleting)};{\
      RequestedProvisionedConcurrentExecutions n(1,),AvailableProvisionedConcurrentExecutions n(0,\
      ),AllocatedProvisionedConcurrentExecutions n(0,),Status e(IN_PROGRESS|READY|FAILED),\
      StatusReason s,LastModified s};{UpdateRuntimeOn!e(Auto|Manual|FunctionUpdate),FunctionArn!s,\
      RuntimeVersionArn s};{};{};{};{StopTimestamp!s};{CapacityProvider!15};{CodeSigningConfig!22}\
      ;{FunctionUrl!s,FunctionArn!s,AuthType!e(NONE|AWS_IAM),Cors 65,CreationTime!s,\
      LastModifiedTime!s,InvokeMode e(BUFFERED|RESPONSE_STREAM)}
      """
    ),
    "dynamodb": (
      """
      batchExecuteStatement:0;batchGetItem:6;batchWriteItem:8;createBackup:13;\
      createGlobalTable:15;createTable:24;deleteBackup:39;deleteItem:47;deleteResourcePolicy:48;\
      deleteTable:49;describeBackup:50;describeContinuousBackups:51;\
      describeContributorInsights:54;describeEndpoints:56;describeExport:58;\
      describeGlobalTable:61;describeGlobalTableSettings:62;describeImport:68;\
      describeKinesisStreamingDestination:77;describeLimits:79;describeTable:80;\
      describeTableReplicaAutoScaling:81;describeTimeToLive:85;\
      disableKinesisStreamingDestination:86;enableKinesisStreamingDestination:86;\
      executeStatement:88;executeTransaction:89;exportTableToPointInTime:91;getItem:92;\
      getResourcePolicy:93;importTable:94;listBackups:95;listContributorInsights:97;\
      listExports:99;listGlobalTables:101;listImports:104;listTables:106;listTagsOfResource:107;\
      putItem:109;putResourcePolicy:110;query:111;restoreTableFromBackup:112;\
      restoreTableToPointInTime:113;scan:114;transactGetItems:115;transactWriteItems:116;\
      updateContinuousBackups:117;updateContributorInsights:118;updateGlobalTable:119;\
      updateGlobalTableSettings:120;updateItem:121;updateKinesisStreamingDestination:122;\
      updateTable:124;updateTableReplicaAutoScaling:125;updateTimeToLive:126
      """,
      """
      {Responses [1,ConsumedCapacity [4};{Error 2,TableName s,Item <3};{\
      Code e(ConditionalCheckFailed|ItemCollectionSizeLimitExceeded|RequestLimitExceeded|\
      ValidationError|ProvisionedThroughputExceeded|TransactionConflict|ThrottlingError|\
      InternalServerError|ResourceNotFound|AccessDenied|DuplicateItem),Message s,Item <3};{S s,\
      N s,B s,SS [s,NS [s,BS [s,M <3,L [3,NULL b,BOOL b};{TableName s,CapacityUnits n,\
      ReadCapacityUnits n,WriteCapacityUnits n,Table 5,LocalSecondaryIndexes <5,\
      GlobalSecondaryIndexes <5};{ReadCapacityUnits n,WriteCapacityUnits n,CapacityUnits n};{\
      Responses <[<3,UnprocessedKeys <7,ConsumedCapacity [4};{Keys![<3,AttributesToGet [s,\
      ConsistentRead b,ProjectionExpression s,ExpressionAttributeNames <s};{UnprocessedItems <[9,\
      ItemCollectionMetrics <[12,ConsumedCapacity [4};{PutRequest 10,DeleteRequest 11};{Item!<3};{\
      Key!<3};{ItemCollectionKey <3,SizeEstimateRangeGB [n};{BackupDetails 14};{BackupArn!s,\
      BackupName!s,BackupSizeBytes n(0,),BackupStatus!e(CREATING|DELETED|AVAILABLE),\
      BackupType!e(USER|SYSTEM|AWS_BACKUP),BackupCreationDateTime!s,BackupExpiryDateTime s};{\
      GlobalTableDescription 16};{ReplicationGroup [17,GlobalTableArn s,CreationDateTime s,\
      GlobalTableStatus e(CREATING|ACTIVE|DELETING|UPDATING),GlobalTableName s};{RegionName s,\
      ReplicaStatus e(CREATING|CREATION_FAILED|UPDATING|DELETING|ACTIVE|REGION_DISABLED|\
      INACCESSIBLE_ENCRYPTION_CREDENTIALS|ARCHIVING|ARCHIVED|REPLICATION_NOT_AUTHORIZED),\
      ReplicaArn s,ReplicaStatusDescription s,ReplicaStatusPercentProgress s,KMSMasterKeyId s,\
      ProvisionedThroughputOverride 18,OnDemandThroughputOverride 19,WarmThroughput 20,\
      GlobalSecondaryIndexes [21,ReplicaInaccessibleDateTime s,ReplicaTableClassSummary 23,\
      GlobalTableSettingsReplicationMode e(ENABLED|DISABLED|ENABLED_WITH_OVERRIDES)};{\
      ReadCapacityUnits n(1,)};{MaxReadRequestUnits n};{ReadUnitsPerSecond n(1,),\
      WriteUnitsPerSecond n(1,),Status e(CREATING|UPDATING|DELETING|ACTIVE|\
      INACCESSIBLE_ENCRYPTION_CREDENTIALS|ARCHIVING|ARCHIVED|REPLICATION_NOT_AUTHORIZED)};{\
      IndexName s,ProvisionedThroughputOverride 18,OnDemandThroughputOverride 19,\
      WarmThroughput 22};{ReadUnitsPerSecond n(1,),WriteUnitsPerSecond n(1,),Status e(CREATING|\
      UPDATING|DELETING|ACTIVE)};{TableClass e(STANDARD|STANDARD_INFREQUENT_ACCESS),\
      LastUpdateDateTime s};{TableDescription 25};{AttributeDefinitions [26,TableName s,\
      KeySchema [27,TableStatus e(CREATING|UPDATING|DELETING|ACTIVE|\
      INACCESSIBLE_ENCRYPTION_CREDENTIALS|ARCHIVING|ARCHIVED|REPLICATION_NOT_AUTHORIZED),\
      CreationDateTime s,ProvisionedThroughput 28,TableSizeBytes n,ItemCount n,TableArn s,\
      TableId s,BillingModeSummary 29,LocalSecondaryIndexes [30,GlobalSecondaryIndexes [32,\
      StreamSpecification 34,LatestStreamLabel s,LatestStreamArn s,GlobalTableVersion s,\
      Replicas [17,GlobalTableWitnesses [35,GlobalTableSettingsReplicationMode e(ENABLED|DISABLED|\
      ENABLED_WITH_OVERRIDES),RestoreSummary 36,SSEDescription 37,ArchivalSummary 38,\
      TableClassSummary 23,DeletionProtectionEnabled b,OnDemandThroughput 33,WarmThroughput 20,\
      MultiRegionConsistency e(EVENTUAL|STRONG)};{AttributeName!s,AttributeType!e(S|N|B)};{\
      AttributeName!s,KeyType!e(HASH|RANGE)};{LastIncreaseDateTime s,LastDecreaseDateTime s,\
      NumberOfDecreasesToday n(1,),ReadCapacityUnits n(0,),WriteCapacityUnits n(0,)};{\
      BillingMode e(PROVISIONED|PAY_PER_REQUEST),LastUpdateToPayPerRequestDateTime s};{\
      IndexName s,KeySchema [27,Projection 31,IndexSizeBytes n,ItemCount n,IndexArn s};{\
      ProjectionType e(ALL|KEYS_ONLY|INCLUDE),NonKeyAttributes [s};{IndexName s,KeySchema [27,\
      Projection 31,IndexStatus e(CREATING|UPDATING|DELETING|ACTIVE),Backfilling b,\
      ProvisionedThroughput 28,IndexSizeBytes n,ItemCount n,IndexArn s,OnDemandThroughput 33,\
      WarmThroughput 22};{MaxReadRequestUnits n,MaxWriteRequestUnits n};{StreamEnabled!b,\
      StreamViewType e(NEW_IMAGE|OLD_IMAGE|NEW_AND_OLD_IMAGES|KEYS_ONLY)};{RegionName s,\
      WitnessStatus e(CREATING|DELETING|ACTIVE)};{SourceBackupArn s,SourceTableArn s,\
      RestoreDateTime!s,RestoreInProgress!b};{Status e(ENABLING|ENABLED|DISABLING|DISABLED|\
      UPDATING),SSEType e(AES256|KMS),KMSMasterKeyArn s,InaccessibleEncryptionDateTime s};{\
      ArchivalDateTime s,ArchivalReason s,ArchivalBackupArn s};{BackupDescription 40};{\
      BackupDetails 14,SourceTableDetails 41,SourceTableFeatureDetails 43};{TableName!s,TableId!s,\
      TableArn s,TableSizeBytes n,KeySchema![27,TableCreationDateTime!s,ProvisionedThroughput!42,\
      OnDemandThroughput 33,ItemCount n(0,),BillingMode e(PROVISIONED|PAY_PER_REQUEST)};{\
      ReadCapacityUnits!n(1,),WriteCapacityUnits!n(1,)};{LocalSecondaryIndexes [44,\
      GlobalSecondaryIndexes [45,StreamDescription 34,TimeToLiveDescription 46,SSEDescription 37};\
      {IndexName s,KeySchema [27,Projection 31};{IndexName s,KeySchema [27,Projection 31,\
      ProvisionedThroughput 42,OnDemandThroughput 33};{TimeToLiveStatus e(ENABLING|DISABLING|\
      ENABLED|DISABLED),AttributeName s};{Attributes <3,ConsumedCapacity 4,\
      ItemCollectionMetrics 12};{RevisionId s};{TableDescription 25};{BackupDescription 40};{\
      ContinuousBackupsDescription 52};{ContinuousBackupsStatus!e(ENABLED|DISABLED),\
      PointInTimeRecoveryDescription 53};{PointInTimeRecoveryStatus e(ENABLED|DISABLED),\
      RecoveryPeriodInDays n(1,35),EarliestRestorableDateTime s,LatestRestorableDateTime s};{\
      TableName s,IndexName s,ContributorInsightsRuleList [s,ContributorInsightsStatus e(ENABLING|\
      ENABLED|DISABLING|DISABLED|FAILED),LastUpdateDateTime s,FailureException 55,\
      ContributorInsightsMode e(ACCESSED_AND_THROTTLED_KEYS|THROTTLED_KEYS)};{ExceptionName s,\
      ExceptionDescription s};{Endpoints![57};{Address!s,CachePeriodInMinutes!n};{\
      ExportDescription 59};{ExportArn s,ExportStatus e(IN_PROGRESS|COMPLETED|FAILED),StartTime s,\
      EndTime s,ExportManifest s,TableArn s,TableId s,ExportTime s,ClientToken s,S3Bucket s,\
      S3BucketOwner s,S3Prefix s,S3SseAlgorithm e(AES256|KMS),S3SseKmsKeyId s,FailureCode s,\
      FailureMessage s,ExportFormat e(DYNAMODB_JSON|ION),BilledSizeBytes n(0,),ItemCount n(0,),\
      ExportType e(FULL_EXPORT|INCREMENTAL_EXPORT),IncrementalExportSpecification 60};{\
      ExportFromTime s,ExportToTime s,ExportViewType e(NEW_IMAGE|NEW_AND_OLD_IMAGES)};{\
      GlobalTableDescription 16};{GlobalTableName s,ReplicaSettings [63};{RegionName!s,\
      ReplicaStatus e(CREATING|CREATION_FAILED|UPDATING|DELETING|ACTIVE|REGION_DISABLED|\
      INACCESSIBLE_ENCRYPTION_CREDENTIALS|ARCHIVING|ARCHIVED|REPLICATION_NOT_AUTHORIZED),\
      ReplicaBillingModeSummary 29,ReplicaProvisionedReadCapacityUnits n(0,),\
      ReplicaProvisionedReadCapacityAutoScalingSettings 64,\
      ReplicaProvisionedWriteCapacityUnits n(0,),\
      ReplicaProvisionedWriteCapacityAutoScalingSettings 64,\
      ReplicaGlobalSecondaryIndexSettings [67,ReplicaTableClassSummary 23};{MinimumUnits n(1,),\
      MaximumUnits n(1,),AutoScalingDisabled b,AutoScalingRoleArn s,ScalingPolicies [65};{\
      PolicyName s,TargetTrackingScalingPolicyConfiguration 66};{DisableScaleIn b,\
      ScaleInCooldown n,ScaleOutCooldown n,TargetValue!n};{IndexName!s,IndexStatus e(CREATING|\
      UPDATING|DELETING|ACTIVE),ProvisionedReadCapacityUnits n(1,),\
      ProvisionedReadCapacityAutoScalingSettings 64,ProvisionedWriteCapacityUnits n(1,),\
      ProvisionedWriteCapacityAutoScalingSettings 64};{ImportTableDescription!69};{ImportArn s,\
      ImportStatus e(IN_PROGRESS|COMPLETED|CANCELLING|CANCELLED|FAILED),TableArn s,TableId s,\
      ClientToken s,S3BucketSource 70,ErrorCount n(0,),CloudWatchLogGroupArn s,\
      InputFormat e(DYNAMODB_JSON|ION|CSV),InputFormatOptions 71,InputCompressionType e(GZIP|ZSTD|\
      NONE),TableCreationParameters 73,StartTime s,EndTime s,ProcessedSizeBytes n,\
      ProcessedItemCount n(0,),ImportedItemCount n(0,),FailureCode s,FailureMessage s};{\
      S3BucketOwner s,S3Bucket!s,S3KeyPrefix s};{Csv 72};{Delimiter s,HeaderList [s};{TableName!s,\
      AttributeDefinitions![26,KeySchema![27,BillingMode e(PROVISIONED|PAY_PER_REQUEST),\
      ProvisionedThroughput 42,OnDemandThroughput 33,SSESpecification 74,\
      GlobalSecondaryIndexes [75};{Enabled b,SSEType e(AES256|KMS),KMSMasterKeyId s};{IndexName!s,\
      KeySchema![27,Projection!31,ProvisionedThroughput 42,OnDemandThroughput 33,\
      WarmThroughput 76};{ReadUnitsPerSecond n,WriteUnitsPerSecond n};{TableName s,\
      KinesisDataStreamDestinations [78};{StreamArn s,DestinationStatus e(ENABLING|ACTIVE|\
      DISABLING|DISABLED|ENABLE_FAILED|UPDATING),DestinationStatusDescription s,\
      ApproximateCreationDateTimePrecision e(MILLISECOND|MICROSECOND)};{\
      AccountMaxReadCapacityUnits n(1,),AccountMaxWriteCapacityUnits n(1,),\
      TableMaxReadCapacityUnits n(1,),TableMaxWriteCapacityUnits n(1,)};{Table 25};{\
      TableAutoScalingDescription 82};{TableName s,TableStatus e(CREATING|UPDATING|DELETING|\
      ACTIVE|INACCESSIBLE_ENCRYPTION_CREDENTIALS|ARCHIVING|ARCHIVED|REPLICATION_NOT_AUTHORIZED),\
      Replicas [83};{RegionName s,GlobalSecondaryIndexes [84,\
      ReplicaProvisionedReadCapacityAutoScalingSettings 64,\
      ReplicaProvisionedWriteCapacityAutoScalingSettings 64,ReplicaStatus e(CREATING|\
      CREATION_FAILED|UPDATING|DELETING|ACTIVE|REGION_DISABLED|\
      INACCESSIBLE_ENCRYPTION_CREDENTIALS|ARCHIVING|ARCHIVED|REPLICATION_NOT_AUTHORIZED)};{\
      IndexName s,IndexStatus e(CREATING|UPDATING|DELETING|ACTIVE),\
      ProvisionedReadCapacityAutoScalingSettings 64,\
      ProvisionedWriteCapacityAutoScalingSettings 64};{TimeToLiveDescription 46};{TableName s,\
      StreamArn s,DestinationStatus e(ENABLING|ACTIVE|DISABLING|DISABLED|ENABLE_FAILED|UPDATING),\
      EnableKinesisStreamingConfiguration 87};{ApproximateCreationDateTimePrecision e(MILLISECOND|\
      MICROSECOND)};{Items [<3,NextToken s,ConsumedCapacity 4,LastEvaluatedKey <3};{Responses [90,\
      ConsumedCapacity [4};{Item <3};{ExportDescription 59};{Item <3,ConsumedCapacity 4};{\
      Policy s,RevisionId s};{ImportTableDescription!69};{BackupSummaries [96,\
      LastEvaluatedBackupArn s};{TableName s,TableId s,TableArn s,BackupArn s,BackupName s,\
      BackupCreationDateTime s,BackupExpiryDateTime s,BackupStatus e(CREATING|DELETED|AVAILABLE),\
      BackupType e(USER|SYSTEM|AWS_BACKUP),BackupSizeBytes n(0,)};{\
      ContributorInsightsSummaries [98,NextToken s};{TableName s,IndexName s,\
      ContributorInsightsStatus e(ENABLING|ENABLED|DISABLING|DISABLED|FAILED),\
      ContributorInsightsMode e(ACCESSED_AND_THROTTLED_KEYS|THROTTLED_KEYS)};{\
      ExportSummaries [100,NextToken s};{ExportArn s,ExportStatus e(IN_PROGRESS|COMPLETED|FAILED),\
      ExportType e(FULL_EXPORT|INCREMENTAL_EXPORT)};{GlobalTables [102,\
      LastEvaluatedGlobalTableName s};{GlobalTableName s,ReplicationGroup [103};{RegionName s};{\
      ImportSummaryList [105,NextToken s};{ImportArn s,ImportStatus e(IN_PROGRESS|COMPLETED|\
      CANCELLING|CANCELLED|FAILED),TableArn s,S3BucketSource 70,CloudWatchLogGroupArn s,\
      InputFormat e(DYNAMODB_JSON|ION|CSV),StartTime s,EndTime s};{TableNames [s,\
      LastEvaluatedTableName s};{Tags [108,NextToken s};{Key!s,Value!s};{Attributes <3,\
      ConsumedCapacity 4,ItemCollectionMetrics 12};{RevisionId s};{Items [<3,Count n,\
      ScannedCount n,LastEvaluatedKey <3,ConsumedCapacity 4};{TableDescription 25};{\
      TableDescription 25};{Items [<3,Count n,ScannedCount n,LastEvaluatedKey <3,\
      ConsumedCapacity 4};{ConsumedCapacity [4,Responses [90};{ConsumedCapacity [4,\
      ItemCollectionMetrics <[12};{ContinuousBackupsDescription 52};{TableName s,IndexName s,\
      ContributorInsightsStatus e(ENABLING|ENABLED|DISABLING|DISABLED|FAILED),\
      ContributorInsightsMode e(ACCESSED_AND_THROTTLED_KEYS|THROTTLED_KEYS)};{\
      GlobalTableDescription 16};{GlobalTableName s,ReplicaSettings [63};{Attributes <3,\
      ConsumedCapacity 4,ItemCollectionMetrics 12};{TableName s,StreamArn s,\
      DestinationStatus e(ENABLING|ACTIVE|DISABLING|DISABLED|ENABLE_FAILED|UPDATING),\
      UpdateKinesisStreamingConfiguration 123};{\
      ApproximateCreationDateTimePrecision e(MILLISECOND|MICROSECOND)};{TableDescription 25};{\
      TableAutoScalingDescription 82};{TimeToLiveSpecification 127};{Enabled!b,AttributeName!s}
      """
    ),
    "s3": (
      """
      abortMultipartUpload:0;completeMultipartUpload:1;copyObject:2;createBucket:4;\
      createMultipartUpload:5;createSession:6;deleteObject:8;deleteObjectTagging:9;\
      deleteObjects:10;getBucketAbac:13;getBucketAccelerateConfiguration:15;getBucketAcl:16;\
      getBucketAnalyticsConfiguration:20;getBucketCors:29;getBucketEncryption:31;\
      getBucketIntelligentTieringConfiguration:36;getBucketInventoryConfiguration:41;\
      getBucketLifecycle:50;getBucketLifecycleConfiguration:57;getBucketLocation:61;\
      getBucketLogging:62;getBucketMetadataConfiguration:68;\
      getBucketMetadataTableConfiguration:76;getBucketMetricsConfiguration:80;\
      getBucketNotification:84;getBucketNotificationConfiguration:88;\
      getBucketOwnershipControls:96;getBucketPolicy:99;getBucketPolicyStatus:100;\
      getBucketReplication:102;getBucketRequestPayment:118;getBucketTagging:119;\
      getBucketVersioning:120;getBucketWebsite:121;getObject:128;getObjectAcl:129;\
      getObjectAttributes:130;getObjectLegalHold:134;getObjectLockConfiguration:136;\
      getObjectRetention:140;getObjectTagging:142;getObjectTorrent:143;getPublicAccessBlock:144;\
      headBucket:146;headObject:147;listBucketAnalyticsConfigurations:148;\
      listBucketIntelligentTieringConfigurations:149;listBucketInventoryConfigurations:150;\
      listBucketMetricsConfigurations:151;listBuckets:152;listDirectoryBuckets:154;\
      listMultipartUploads:155;listObjectVersions:159;listObjects:163;listObjectsV2:165;\
      listParts:166;putBucketLifecycleConfiguration:168;putObject:169;putObjectAcl:170;\
      putObjectLegalHold:171;putObjectLockConfiguration:172;putObjectRetention:173;\
      putObjectTagging:174;renameObject:175;restoreObject:176;selectObjectContent:177;\
      updateObjectEncryption:186;uploadPart:187;uploadPartCopy:188
      """,
      """
      {RequestCharged e(requester)};{Location s,Bucket s,Key s,Expiration s,ETag s,\
      ChecksumCRC32 s,ChecksumCRC32C s,ChecksumCRC64NVME s,ChecksumSHA1 s,ChecksumSHA256 s,\
      ChecksumSHA512 s,ChecksumMD5 s,ChecksumXXHASH64 s,ChecksumXXHASH3 s,ChecksumXXHASH128 s,\
      ChecksumType e(COMPOSITE|FULL_OBJECT),ServerSideEncryption e(AES256|aws:fsx|aws:kms|\
      aws:kms:dsse),VersionId s,SSEKMSKeyId s,BucketKeyEnabled b,RequestCharged e(requester)};{\
      CopyObjectResult 3,Expiration s,CopySourceVersionId s,VersionId s,\
      ServerSideEncryption e(AES256|aws:fsx|aws:kms|aws:kms:dsse),SSECustomerAlgorithm s,\
      SSECustomerKeyMD5 s,SSEKMSKeyId s,SSEKMSEncryptionContext s,BucketKeyEnabled b,\
      RequestCharged e(requester)};{ETag s,LastModified s,ChecksumType e(COMPOSITE|FULL_OBJECT),\
      ChecksumCRC32 s,ChecksumCRC32C s,ChecksumCRC64NVME s,ChecksumSHA1 s,ChecksumSHA256 s,\
      ChecksumSHA512 s,ChecksumMD5 s,ChecksumXXHASH64 s,ChecksumXXHASH3 s,ChecksumXXHASH128 s};{\
      Location s,BucketArn s};{AbortDate s,AbortRuleId s,Bucket s,Key s,UploadId s,\
      ServerSideEncryption e(AES256|aws:fsx|aws:kms|aws:kms:dsse),SSECustomerAlgorithm s,\
      SSECustomerKeyMD5 s,SSEKMSKeyId s,SSEKMSEncryptionContext s,BucketKeyEnabled b,\
      RequestCharged e(requester),ChecksumAlgorithm e(CRC32|CRC32C|SHA1|SHA256|CRC64NVME|SHA512|\
      MD5|XXHASH64|XXHASH3|XXHASH128),ChecksumType e(COMPOSITE|FULL_OBJECT)};{\
      ServerSideEncryption e(AES256|aws:fsx|aws:kms|aws:kms:dsse),SSEKMSKeyId s,\
      SSEKMSEncryptionContext s,BucketKeyEnabled b,Credentials!7};{AccessKeyId!s,\
      SecretAccessKey!s,SessionToken!s,Expiration!s};{DeleteMarker b,VersionId s,\
      RequestCharged e(requester)};{VersionId s};{Deleted [11,RequestCharged e(requester),\
      Errors [12};{Key s,VersionId s,DeleteMarker b,DeleteMarkerVersionId s};{Key s,VersionId s,\
      Code s,Message s};{AbacStatus 14};{Status e(Enabled|Disabled)};{Status e(Enabled|Suspended),\
      RequestCharged e(requester)};{Owner 17,Grants [18};{DisplayName s,ID s};{Grantee 19,\
      Permission e(FULL_CONTROL|WRITE|WRITE_ACP|READ|READ_ACP)};{DisplayName s,EmailAddress s,\
      ID s,Type!e(CanonicalUser|AmazonCustomerByEmail|Group),URI s};{AnalyticsConfiguration 21};{\
      Id!s,Filter 22,StorageClassAnalysis!25};{Prefix s,Tag 23,And 24};{Key!s,Value!s};{Prefix s,\
      Tags [23};{DataExport 26};{OutputSchemaVersion!e(V_1),Destination!27};{\
      S3BucketDestination!28};{Format!e(CSV),BucketAccountId s,Bucket!s,Prefix s};{CORSRules [30};\
      {ID s,AllowedHeaders [s,AllowedMethods![s,AllowedOrigins![s,ExposeHeaders [s,\
      MaxAgeSeconds n};{ServerSideEncryptionConfiguration 32};{Rules![33};{\
      ApplyServerSideEncryptionByDefault 34,BucketKeyEnabled b,BlockedEncryptionTypes 35};{\
      SSEAlgorithm!e(AES256|aws:fsx|aws:kms|aws:kms:dsse),KMSMasterKeyID s};{\
      EncryptionType [e(NONE|SSE-C)};{IntelligentTieringConfiguration 37};{Id!s,Filter 38,\
      Status!e(Enabled|Disabled),Tierings![40};{Prefix s,Tag 23,And 39};{Prefix s,Tags [23};{\
      Days!n,AccessTier!e(ARCHIVE_ACCESS|DEEP_ARCHIVE_ACCESS)};{InventoryConfiguration 42};{\
      Destination!43,IsEnabled!b,Filter 48,Id!s,IncludedObjectVersions!e(All|Current),\
      OptionalFields [e(Size|LastModifiedDate|StorageClass|ETag|IsMultipartUploaded|\
      ReplicationStatus|EncryptionStatus|ObjectLockRetainUntilDate|ObjectLockMode|\
      ObjectLockLegalHoldStatus|IntelligentTieringAccessTier|BucketKeyStatus|ChecksumAlgorithm|\
      ObjectAccessControlList|ObjectOwner|LifecycleExpirationDate),Schedule!49};{\
      S3BucketDestination!44};{AccountId s,Bucket!s,Format!e(CSV|ORC|Parquet),Prefix s,\
      Encryption 45};{SSES3 46,SSEKMS 47};{};{KeyId!s};{Prefix!s};{Frequency!e(Daily|Weekly)};{\
      Rules [51};{Expiration 52,ID s,Prefix!s,Status!e(Enabled|Disabled),Transition 53,\
      NoncurrentVersionTransition 54,NoncurrentVersionExpiration 55,\
      AbortIncompleteMultipartUpload 56};{Date s,Days n,ExpiredObjectDeleteMarker b};{Date s,\
      Days n,StorageClass e(GLACIER|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|DEEP_ARCHIVE|\
      GLACIER_IR)};{NoncurrentDays n,StorageClass e(GLACIER|STANDARD_IA|ONEZONE_IA|\
      INTELLIGENT_TIERING|DEEP_ARCHIVE|GLACIER_IR),NewerNoncurrentVersions n};{NoncurrentDays n,\
      NewerNoncurrentVersions n};{DaysAfterInitiation n};{Rules [58,\
      TransitionDefaultMinimumObjectSize e(varies_by_storage_class|all_storage_classes_128K)};{\
      Expiration 52,ID s,Prefix s,Filter 59,Status!e(Enabled|Disabled),Transitions [53,\
      NoncurrentVersionTransitions [54,NoncurrentVersionExpiration 55,\
      AbortIncompleteMultipartUpload 56};{Prefix s,Tag 23,ObjectSizeGreaterThan n,\
      ObjectSizeLessThan n,And 60};{Prefix s,Tags [23,ObjectSizeGreaterThan n,\
      ObjectSizeLessThan n};{LocationConstraint e(af-south-1|ap-east-1|ap-east-2|ap-northeast-1|\
      ap-northeast-2|ap-northeast-3|ap-south-1|ap-south-2|ap-southeast-1|ap-southeast-2|\
      ap-southeast-3|ap-southeast-4|ap-southeast-5|ap-southeast-6|ap-southeast-7|ca-central-1|\
      ca-west-1|cn-north-1|cn-northwest-1|EU|eu-central-1|eu-central-2|eu-north-1|eu-south-1|\
      eu-south-2|eu-west-1|eu-west-2|eu-west-3|il-central-1|me-central-1|me-south-1|mx-central-1|\
      sa-east-1|us-east-2|us-gov-east-1|us-gov-west-1|us-west-1|us-west-2)};{LoggingEnabled 63};{\
      TargetBucket!s,TargetGrants [64,TargetPrefix!s,TargetObjectKeyFormat 65};{Grantee 19,\
      Permission e(FULL_CONTROL|READ|WRITE)};{SimplePrefix 66,PartitionedPrefix 67};{};{\
      PartitionDateSource e(EventTime|DeliveryTime)};{GetBucketMetadataConfigurationResult 69};{\
      MetadataConfigurationResult!70};{DestinationResult!71,JournalTableConfigurationResult 72,\
      InventoryTableConfigurationResult 75};{TableBucketType e(aws|customer),TableBucketArn s,\
      TableNamespace s};{TableStatus!s,Error 73,TableName!s,TableArn s,RecordExpiration!74};{\
      ErrorCode s,ErrorMessage s};{Expiration!e(ENABLED|DISABLED),Days n};{\
      ConfigurationState!e(ENABLED|DISABLED),TableStatus s,Error 73,TableName s,TableArn s};{\
      GetBucketMetadataTableConfigurationResult 77};{MetadataTableConfigurationResult!78,Status!s,\
      Error 73};{S3TablesDestinationResult!79};{TableBucketArn!s,TableName!s,TableArn!s,\
      TableNamespace!s};{MetricsConfiguration 81};{Id!s,Filter 82};{Prefix s,Tag 23,\
      AccessPointArn s,And 83};{Prefix s,Tags [23,AccessPointArn s};{TopicConfiguration 85,\
      QueueConfiguration 86,CloudFunctionConfiguration 87};{Id s,\
      Events [e(s3:ReducedRedundancyLostObject|s3:ObjectCreated:*|s3:ObjectCreated:Put|\
      s3:ObjectCreated:Post|s3:ObjectCreated:Copy|s3:ObjectCreated:CompleteMultipartUpload|\
      s3:ObjectRemoved:*|s3:ObjectRemoved:Delete|s3:ObjectRemoved:DeleteMarkerCreated|\
      s3:ObjectRestore:*|s3:ObjectRestore:Post|s3:ObjectRestore:Completed|s3:Replication:*|\
      s3:Replication:OperationFailedReplication|s3:Replication:OperationNotTracked|\
      s3:Replication:OperationMissedThreshold|s3:Replication:OperationReplicatedAfterThreshold|\
      s3:ObjectRestore:Delete|s3:LifecycleTransition|s3:IntelligentTiering|s3:ObjectAcl:Put|\
      s3:LifecycleExpiration:*|s3:LifecycleExpiration:Delete|\
      s3:LifecycleExpiration:DeleteMarkerCreated|s3:ObjectTagging:*|s3:ObjectTagging:Put|\
      s3:ObjectTagging:Delete),Event e(s3:ReducedRedundancyLostObject|s3:ObjectCreated:*|\
      s3:ObjectCreated:Put|s3:ObjectCreated:Post|s3:ObjectCreated:Copy|\
      s3:ObjectCreated:CompleteMultipartUpload|s3:ObjectRemoved:*|s3:ObjectRemoved:Delete|\
      s3:ObjectRemoved:DeleteMarkerCreated|s3:ObjectRestore:*|s3:ObjectRestore:Post|\
      s3:ObjectRestore:Completed|s3:Replication:*|s3:Replication:OperationFailedReplication|\
      s3:Replication:OperationNotTracked|s3:Replication:OperationMissedThreshold|\
      s3:Replication:OperationReplicatedAfterThreshold|s3:ObjectRestore:Delete|\
      s3:LifecycleTransition|s3:IntelligentTiering|s3:ObjectAcl:Put|s3:LifecycleExpiration:*|\
      s3:LifecycleExpiration:Delete|s3:LifecycleExpiration:DeleteMarkerCreated|s3:ObjectTagging:*|\
      s3:ObjectTagging:Put|s3:ObjectTagging:Delete),Topic s};{Id s,\
      Event e(s3:ReducedRedundancyLostObject|s3:ObjectCreated:*|s3:ObjectCreated:Put|\
      s3:ObjectCreated:Post|s3:ObjectCreated:Copy|s3:ObjectCreated:CompleteMultipartUpload|\
      s3:ObjectRemoved:*|s3:ObjectRemoved:Delete|s3:ObjectRemoved:DeleteMarkerCreated|\
      s3:ObjectRestore:*|s3:ObjectRestore:Post|s3:ObjectRestore:Completed|s3:Replication:*|\
      s3:Replication:OperationFailedReplication|s3:Replication:OperationNotTracked|\
      s3:Replication:OperationMissedThreshold|s3:Replication:OperationReplicatedAfterThreshold|\
      s3:ObjectRestore:Delete|s3:LifecycleTransition|s3:IntelligentTiering|s3:ObjectAcl:Put|\
      s3:LifecycleExpiration:*|s3:LifecycleExpiration:Delete|\
      s3:LifecycleExpiration:DeleteMarkerCreated|s3:ObjectTagging:*|s3:ObjectTagging:Put|\
      s3:ObjectTagging:Delete),Events [e(s3:ReducedRedundancyLostObject|s3:ObjectCreated:*|\
      s3:ObjectCreated:Put|s3:ObjectCreated:Post|s3:ObjectCreated:Copy|\
      s3:ObjectCreated:CompleteMultipartUpload|s3:ObjectRemoved:*|s3:ObjectRemoved:Delete|\
      s3:ObjectRemoved:DeleteMarkerCreated|s3:ObjectRestore:*|s3:ObjectRestore:Post|\
      s3:ObjectRestore:Completed|s3:Replication:*|s3:Replication:OperationFailedReplication|\
      s3:Replication:OperationNotTracked|s3:Replication:OperationMissedThreshold|\
      s3:Replication:OperationReplicatedAfterThreshold|s3:ObjectRestore:Delete|\
      s3:LifecycleTransition|s3:IntelligentTiering|s3:ObjectAcl:Put|s3:LifecycleExpiration:*|\
      s3:LifecycleExpiration:Delete|s3:LifecycleExpiration:DeleteMarkerCreated|s3:ObjectTagging:*|\
      s3:ObjectTagging:Put|s3:ObjectTagging:Delete),Queue s};{Id s,\
      Event e(s3:ReducedRedundancyLostObject|s3:ObjectCreated:*|s3:ObjectCreated:Put|\
      s3:ObjectCreated:Post|s3:ObjectCreated:Copy|s3:ObjectCreated:CompleteMultipartUpload|\
      s3:ObjectRemoved:*|s3:ObjectRemoved:Delete|s3:ObjectRemoved:DeleteMarkerCreated|\
      s3:ObjectRestore:*|s3:ObjectRestore:Post|s3:ObjectRestore:Completed|s3:Replication:*|\
      s3:Replication:OperationFailedReplication|s3:Replication:OperationNotTracked|\
      s3:Replication:OperationMissedThreshold|s3:Replication:OperationReplicatedAfterThreshold|\
      s3:ObjectRestore:Delete|s3:LifecycleTransition|s3:IntelligentTiering|s3:ObjectAcl:Put|\
      s3:LifecycleExpiration:*|s3:LifecycleExpiration:Delete|\
      s3:LifecycleExpiration:DeleteMarkerCreated|s3:ObjectTagging:*|s3:ObjectTagging:Put|\
      s3:ObjectTagging:Delete),Events [e(s3:ReducedRedundancyLostObject|s3:ObjectCreated:*|\
      s3:ObjectCreated:Put|s3:ObjectCreated:Post|s3:ObjectCreated:Copy|\
      s3:ObjectCreated:CompleteMultipartUpload|s3:ObjectRemoved:*|s3:ObjectRemoved:Delete|\
      s3:ObjectRemoved:DeleteMarkerCreated|s3:ObjectRestore:*|s3:ObjectRestore:Post|\
      s3:ObjectRestore:Completed|s3:Replication:*|s3:Replication:OperationFailedReplication|\
      s3:Replication:OperationNotTracked|s3:Replication:OperationMissedThreshold|\
      s3:Replication:OperationReplicatedAfterThreshold|s3:ObjectRestore:Delete|\
      s3:LifecycleTransition|s3:IntelligentTiering|s3:ObjectAcl:Put|s3:LifecycleExpiration:*|\
      s3:LifecycleExpiration:Delete|s3:LifecycleExpiration:DeleteMarkerCreated|s3:ObjectTagging:*|\
      s3:ObjectTagging:Put|s3:ObjectTagging:Delete),CloudFunction s,InvocationRole s};{\
      TopicConfigurations [89,QueueConfigurations [93,LambdaFunctionConfigurations [94,\
      EventBridgeConfiguration 95};{Id s,TopicArn!s,Events![e(s3:ReducedRedundancyLostObject|\
      s3:ObjectCreated:*|s3:ObjectCreated:Put|s3:ObjectCreated:Post|s3:ObjectCreated:Copy|\
      s3:ObjectCreated:CompleteMultipartUpload|s3:ObjectRemoved:*|s3:ObjectRemoved:Delete|\
      s3:ObjectRemoved:DeleteMarkerCreated|s3:ObjectRestore:*|s3:ObjectRestore:Post|\
      s3:ObjectRestore:Completed|s3:Replication:*|s3:Replication:OperationFailedReplication|\
      s3:Replication:OperationNotTracked|s3:Replication:OperationMissedThreshold|\
      s3:Replication:OperationReplicatedAfterThreshold|s3:ObjectRestore:Delete|\
      s3:LifecycleTransition|s3:IntelligentTiering|s3:ObjectAcl:Put|s3:LifecycleExpiration:*|\
      s3:LifecycleExpiration:Delete|s3:LifecycleExpiration:DeleteMarkerCreated|s3:ObjectTagging:*|\
      s3:ObjectTagging:Put|s3:ObjectTagging:Delete),Filter 90};{Key 91};{FilterRules [92};{\
      Name e(prefix|suffix),Value s};{Id s,QueueArn!s,Events![e(s3:ReducedRedundancyLostObject|\
      s3:ObjectCreated:*|s3:ObjectCreated:Put|s3:ObjectCreated:Post|s3:ObjectCreated:Copy|\
      s3:ObjectCreated:CompleteMultipartUpload|s3:ObjectRemoved:*|s3:ObjectRemoved:Delete|\
      s3:ObjectRemoved:DeleteMarkerCreated|s3:ObjectRestore:*|s3:ObjectRestore:Post|\
      s3:ObjectRestore:Completed|s3:Replication:*|s3:Replication:OperationFailedReplication|\
      s3:Replication:OperationNotTracked|s3:Replication:OperationMissedThreshold|\
      s3:Replication:OperationReplicatedAfterThreshold|s3:ObjectRestore:Delete|\
      s3:LifecycleTransition|s3:IntelligentTiering|s3:ObjectAcl:Put|s3:LifecycleExpiration:*|\
      s3:LifecycleExpiration:Delete|s3:LifecycleExpiration:DeleteMarkerCreated|s3:ObjectTagging:*|\
      s3:ObjectTagging:Put|s3:ObjectTagging:Delete),Filter 90};{Id s,LambdaFunctionArn!s,\
      Events![e(s3:ReducedRedundancyLostObject|s3:ObjectCreated:*|s3:ObjectCreated:Put|\
      s3:ObjectCreated:Post|s3:ObjectCreated:Copy|s3:ObjectCreated:CompleteMultipartUpload|\
      s3:ObjectRemoved:*|s3:ObjectRemoved:Delete|s3:ObjectRemoved:DeleteMarkerCreated|\
      s3:ObjectRestore:*|s3:ObjectRestore:Post|s3:ObjectRestore:Completed|s3:Replication:*|\
      s3:Replication:OperationFailedReplication|s3:Replication:OperationNotTracked|\
      s3:Replication:OperationMissedThreshold|s3:Replication:OperationReplicatedAfterThreshold|\
      s3:ObjectRestore:Delete|s3:LifecycleTransition|s3:IntelligentTiering|s3:ObjectAcl:Put|\
      s3:LifecycleExpiration:*|s3:LifecycleExpiration:Delete|\
      s3:LifecycleExpiration:DeleteMarkerCreated|s3:ObjectTagging:*|s3:ObjectTagging:Put|\
      s3:ObjectTagging:Delete),Filter 90};{};{OwnershipControls 97};{Rules![98};{\
      ObjectOwnership!e(BucketOwnerPreferred|ObjectWriter|BucketOwnerEnforced)};{Policy s};{\
      PolicyStatus 101};{IsPublic b};{ReplicationConfiguration 103};{Role!s,Rules![104};{ID s,\
      Priority n,Prefix s,Filter 105,Status!e(Enabled|Disabled),SourceSelectionCriteria 107,\
      ExistingObjectReplication 110,Destination!111,DeleteMarkerReplication 117};{Prefix s,Tag 23,\
      And 106};{Prefix s,Tags [23};{SseKmsEncryptedObjects 108,ReplicaModifications 109};{\
      Status!e(Enabled|Disabled)};{Status!e(Enabled|Disabled)};{Status!e(Enabled|Disabled)};{\
      Bucket!s,Account s,StorageClass e(STANDARD|REDUCED_REDUNDANCY|STANDARD_IA|ONEZONE_IA|\
      INTELLIGENT_TIERING|GLACIER|DEEP_ARCHIVE|OUTPOSTS|GLACIER_IR|SNOW|EXPRESS_ONEZONE|\
      FSX_OPENZFS|FSX_ONTAP),AccessControlTranslation 112,EncryptionConfiguration 113,\
      ReplicationTime 114,Metrics 116};{Owner!e(Destination)};{ReplicaKmsKeyID s};{\
      Status!e(Enabled|Disabled),Time!115};{Minutes n};{Status!e(Enabled|Disabled),\
      EventThreshold 115};{Status e(Enabled|Disabled)};{Payer e(Requester|BucketOwner)};{\
      TagSet![23};{Status e(Enabled|Suspended),MFADelete e(Enabled|Disabled)};{\
      RedirectAllRequestsTo 122,IndexDocument 123,ErrorDocument 124,RoutingRules [125};{\
      HostName!s,Protocol e(http|https)};{Suffix!s};{Key!s};{Condition 126,Redirect!127};{\
      HttpErrorCodeReturnedEquals s,KeyPrefixEquals s};{HostName s,HttpRedirectCode s,\
      Protocol e(http|https),ReplaceKeyPrefixWith s,ReplaceKeyWith s};{Body s,DeleteMarker b,\
      AcceptRanges s,Expiration s,Restore s,LastModified s,ContentLength n,ETag s,ChecksumCRC32 s,\
      ChecksumCRC32C s,ChecksumCRC64NVME s,ChecksumSHA1 s,ChecksumSHA256 s,ChecksumSHA512 s,\
      ChecksumMD5 s,ChecksumXXHASH64 s,ChecksumXXHASH3 s,ChecksumXXHASH128 s,\
      ChecksumType e(COMPOSITE|FULL_OBJECT),MissingMeta n,VersionId s,CacheControl s,\
      ContentDisposition s,ContentEncoding s,ContentLanguage s,ContentRange s,ContentType s,\
      Expires s,WebsiteRedirectLocation s,ServerSideEncryption e(AES256|aws:fsx|aws:kms|\
      aws:kms:dsse),Metadata <s,SSECustomerAlgorithm s,SSECustomerKeyMD5 s,SSEKMSKeyId s,\
      BucketKeyEnabled b,StorageClass e(STANDARD|REDUCED_REDUNDANCY|STANDARD_IA|ONEZONE_IA|\
      INTELLIGENT_TIERING|GLACIER|DEEP_ARCHIVE|OUTPOSTS|GLACIER_IR|SNOW|EXPRESS_ONEZONE|\
      FSX_OPENZFS|FSX_ONTAP),RequestCharged e(requester),ReplicationStatus e(COMPLETE|PENDING|\
      FAILED|REPLICA|COMPLETED),PartsCount n,TagCount n,ObjectLockMode e(GOVERNANCE|COMPLIANCE),\
      ObjectLockRetainUntilDate s,ObjectLockLegalHoldStatus e(ON|OFF)};{Owner 17,Grants [18,\
      RequestCharged e(requester)};{DeleteMarker b,LastModified s,VersionId s,\
      RequestCharged e(requester),ETag s,Checksum 131,ObjectParts 132,StorageClass e(STANDARD|\
      REDUCED_REDUNDANCY|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|GLACIER|DEEP_ARCHIVE|OUTPOSTS|\
      GLACIER_IR|SNOW|EXPRESS_ONEZONE|FSX_OPENZFS|FSX_ONTAP),ObjectSize n};{ChecksumCRC32 s,\
      ChecksumCRC32C s,ChecksumCRC64NVME s,ChecksumSHA1 s,ChecksumSHA256 s,ChecksumSHA512 s,\
      ChecksumMD5 s,ChecksumXXHASH64 s,ChecksumXXHASH3 s,ChecksumXXHASH128 s,\
      ChecksumType e(COMPOSITE|FULL_OBJECT)};{TotalPartsCount n,PartNumberMarker n,\
      NextPartNumberMarker n,MaxParts n,IsTruncated b,Parts [133};{PartNumber n,Size n,\
      ChecksumCRC32 s,ChecksumCRC32C s,ChecksumCRC64NVME s,ChecksumSHA1 s,ChecksumSHA256 s,\
      ChecksumSHA512 s,ChecksumMD5 s,ChecksumXXHASH64 s,ChecksumXXHASH3 s,ChecksumXXHASH128 s};{\
      LegalHold 135};{Status e(ON|OFF)};{ObjectLockConfiguration 137};{\
      ObjectLockEnabled e(Enabled),Rule 138};{DefaultRetention 139};{Mode e(GOVERNANCE|\
      COMPLIANCE),Days n,Years n};{Retention 141};{Mode e(GOVERNANCE|COMPLIANCE),\
      RetainUntilDate s};{VersionId s,TagSet![23};{Body s,RequestCharged e(requester)};{\
      PublicAccessBlockConfiguration 145};{BlockPublicAcls b,IgnorePublicAcls b,\
      BlockPublicPolicy b,RestrictPublicBuckets b};{BucketArn s,\
      BucketLocationType e(AvailabilityZone|LocalZone),BucketLocationName s,BucketRegion s,\
      AccessPointAlias b};{DeleteMarker b,AcceptRanges s,Expiration s,Restore s,\
      ArchiveStatus e(ARCHIVE_ACCESS|DEEP_ARCHIVE_ACCESS),LastModified s,ContentLength n,\
      ChecksumCRC32 s,ChecksumCRC32C s,ChecksumCRC64NVME s,ChecksumSHA1 s,ChecksumSHA256 s,\
      ChecksumSHA512 s,ChecksumMD5 s,ChecksumXXHASH64 s,ChecksumXXHASH3 s,ChecksumXXHASH128 s,\
      ChecksumType e(COMPOSITE|FULL_OBJECT),ETag s,MissingMeta n,VersionId s,CacheControl s,\
      ContentDisposition s,ContentEncoding s,ContentLanguage s,ContentType s,ContentRange s,\
      Expires s,WebsiteRedirectLocation s,ServerSideEncryption e(AES256|aws:fsx|aws:kms|\
      aws:kms:dsse),Metadata <s,SSECustomerAlgorithm s,SSECustomerKeyMD5 s,SSEKMSKeyId s,\
      BucketKeyEnabled b,StorageClass e(STANDARD|REDUCED_REDUNDANCY|STANDARD_IA|ONEZONE_IA|\
      INTELLIGENT_TIERING|GLACIER|DEEP_ARCHIVE|OUTPOSTS|GLACIER_IR|SNOW|EXPRESS_ONEZONE|\
      FSX_OPENZFS|FSX_ONTAP),RequestCharged e(requester),ReplicationStatus e(COMPLETE|PENDING|\
      FAILED|REPLICA|COMPLETED),PartsCount n,TagCount n,ObjectLockMode e(GOVERNANCE|COMPLIANCE),\
      ObjectLockRetainUntilDate s,ObjectLockLegalHoldStatus e(ON|OFF)};{IsTruncated b,\
      ContinuationToken s,NextContinuationToken s,AnalyticsConfigurationList [21};{IsTruncated b,\
      ContinuationToken s,NextContinuationToken s,IntelligentTieringConfigurationList [37};{\
      ContinuationToken s,InventoryConfigurationList [42,IsTruncated b,NextContinuationToken s};{\
      IsTruncated b,ContinuationToken s,NextContinuationToken s,MetricsConfigurationList [81};{\
      Buckets [153,Owner 17,ContinuationToken s,Prefix s};{Name s,CreationDate s,BucketRegion s,\
      BucketArn s};{Buckets [153,ContinuationToken s};{Bucket s,KeyMarker s,UploadIdMarker s,\
      NextKeyMarker s,Prefix s,Delimiter s,NextUploadIdMarker s,MaxUploads n,IsTruncated b,\
      Uploads [156,CommonPrefixes [158,EncodingType e(url),RequestCharged e(requester)};{\
      UploadId s,Key s,Initiated s,StorageClass e(STANDARD|REDUCED_REDUNDANCY|STANDARD_IA|\
      ONEZONE_IA|INTELLIGENT_TIERING|GLACIER|DEEP_ARCHIVE|OUTPOSTS|GLACIER_IR|SNOW|\
      EXPRESS_ONEZONE|FSX_OPENZFS|FSX_ONTAP),Owner 17,Initiator 157,ChecksumAlgorithm e(CRC32|\
      CRC32C|SHA1|SHA256|CRC64NVME|SHA512|MD5|XXHASH64|XXHASH3|XXHASH128),\
      ChecksumType e(COMPOSITE|FULL_OBJECT)};{ID s,DisplayName s};{Prefix s};{IsTruncated b,\
      KeyMarker s,VersionIdMarker s,NextKeyMarker s,NextVersionIdMarker s,Versions [160,\
      DeleteMarkers [162,Name s,Prefix s,Delimiter s,MaxKeys n,CommonPrefixes [158,\
      EncodingType e(url),RequestCharged e(requester)};{ETag s,ChecksumAlgorithm [e(CRC32|CRC32C|\
      SHA1|SHA256|CRC64NVME|SHA512|MD5|XXHASH64|XXHASH3|XXHASH128),ChecksumType e(COMPOSITE|\
      FULL_OBJECT),Size n,StorageClass e(STANDARD),Key s,VersionId s,IsLatest b,LastModified s,\
      Owner 17,RestoreStatus 161};{IsRestoreInProgress b,RestoreExpiryDate s};{Owner 17,Key s,\
      VersionId s,IsLatest b,LastModified s};{IsTruncated b,Marker s,NextMarker s,Contents [164,\
      Name s,Prefix s,Delimiter s,MaxKeys n,CommonPrefixes [158,EncodingType e(url),\
      RequestCharged e(requester)};{Key s,LastModified s,ETag s,ChecksumAlgorithm [e(CRC32|CRC32C|\
      SHA1|SHA256|CRC64NVME|SHA512|MD5|XXHASH64|XXHASH3|XXHASH128),ChecksumType e(COMPOSITE|\
      FULL_OBJECT),Size n,StorageClass e(STANDARD|REDUCED_REDUNDANCY|GLACIER|STANDARD_IA|\
      ONEZONE_IA|INTELLIGENT_TIERING|DEEP_ARCHIVE|OUTPOSTS|GLACIER_IR|SNOW|EXPRESS_ONEZONE|\
      FSX_OPENZFS|FSX_ONTAP),Owner 17,RestoreStatus 161};{IsTruncated b,Contents [164,Name s,\
      Prefix s,Delimiter s,MaxKeys n,CommonPrefixes [158,EncodingType e(url),KeyCount n,\
      ContinuationToken s,NextContinuationToken s,StartAfter s,RequestCharged e(requester)};{\
      AbortDate s,AbortRuleId s,Bucket s,Key s,UploadId s,PartNumberMarker n,\
      NextPartNumberMarker n,MaxParts n,IsTruncated b,Parts [167,Initiator 157,Owner 17,\
      StorageClass e(STANDARD|REDUCED_REDUNDANCY|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|\
      GLACIER|DEEP_ARCHIVE|OUTPOSTS|GLACIER_IR|SNOW|EXPRESS_ONEZONE|FSX_OPENZFS|FSX_ONTAP),\
      RequestCharged e(requester),ChecksumAlgorithm e(CRC32|CRC32C|SHA1|SHA256|CRC64NVME|SHA512|\
      MD5|XXHASH64|XXHASH3|XXHASH128),ChecksumType e(COMPOSITE|FULL_OBJECT)};{PartNumber n,\
      LastModified s,ETag s,Size n,ChecksumCRC32 s,ChecksumCRC32C s,ChecksumCRC64NVME s,\
      ChecksumSHA1 s,ChecksumSHA256 s,ChecksumSHA512 s,ChecksumMD5 s,ChecksumXXHASH64 s,\
      ChecksumXXHASH3 s,ChecksumXXHASH128 s};{\
      TransitionDefaultMinimumObjectSize e(varies_by_storage_class|all_storage_classes_128K)};{\
      Expiration s,ETag s,ChecksumCRC32 s,ChecksumCRC32C s,ChecksumCRC64NVME s,ChecksumSHA1 s,\
      ChecksumSHA256 s,ChecksumSHA512 s,ChecksumMD5 s,ChecksumXXHASH64 s,ChecksumXXHASH3 s,\
      ChecksumXXHASH128 s,ChecksumType e(COMPOSITE|FULL_OBJECT),ServerSideEncryption e(AES256|\
      aws:fsx|aws:kms|aws:kms:dsse),VersionId s,SSECustomerAlgorithm s,SSECustomerKeyMD5 s,\
      SSEKMSKeyId s,SSEKMSEncryptionContext s,BucketKeyEnabled b,Size n,\
      RequestCharged e(requester)};{RequestCharged e(requester)};{RequestCharged e(requester)};{\
      RequestCharged e(requester)};{RequestCharged e(requester)};{VersionId s};{};{\
      RequestCharged e(requester),RestoreOutputPath s};{Payload 178};{Records 179,Stats 180,\
      Progress 182,Cont 184,End 185};{Payload s};{Details 181};{BytesScanned n,BytesProcessed n,\
      BytesReturned n};{Details 183};{BytesScanned n,BytesProcessed n,BytesReturned n};{};{};{\
      RequestCharged e(requester)};{ServerSideEncryption e(AES256|aws:fsx|aws:kms|aws:kms:dsse),\
      ETag s,ChecksumCRC32 s,ChecksumCRC32C s,ChecksumCRC64NVME s,ChecksumSHA1 s,ChecksumSHA256 s,\
      ChecksumSHA512 s,ChecksumMD5 s,ChecksumXXHASH64 s,ChecksumXXHASH3 s,ChecksumXXHASH128 s,\
      SSECustomerAlgorithm s,SSECustomerKeyMD5 s,SSEKMSKeyId s,BucketKeyEnabled b,\
      RequestCharged e(requester)};{CopySourceVersionId s,CopyPartResult 189,\
      ServerSideEncryption e(AES256|aws:fsx|aws:kms|aws:kms:dsse),SSECustomerAlgorithm s,\
      SSECustomerKeyMD5 s,SSEKMSKeyId s,BucketKeyEnabled b,RequestCharged e(requester)};{ETag s,\
      LastModified s,ChecksumCRC32 s,ChecksumCRC32C s,ChecksumCRC64NVME s,ChecksumSHA1 s,\
      ChecksumSHA256 s,ChecksumSHA512 s,ChecksumMD5 s,ChecksumXXHASH64 s,ChecksumXXHASH3 s,\
      ChecksumXXHASH128 s}
      """
    ),
    "sqs": (
      """
      cancelMessageMoveTask:0;changeMessageVisibilityBatch:1;createQueue:4;deleteMessageBatch:5;\
      getQueueAttributes:7;getQueueUrl:8;listDeadLetterSourceQueues:9;listMessageMoveTasks:10;\
      listQueueTags:12;listQueues:13;receiveMessage:14;sendMessage:17;sendMessageBatch:18;\
      startMessageMoveTask:20
      """,
      """
      {ApproximateNumberOfMessagesMoved n};{Successful![2,Failed![3};{Id!s};{Id!s,SenderFault!b,\
      Code!s,Message s};{QueueUrl s};{Successful![6,Failed![3};{Id!s};{Attributes <s};{QueueUrl s}\
      ;{QueueUrls![s,NextToken s};{Results [11};{TaskHandle s,Status s,SourceArn s,\
      DestinationArn s,MaxNumberOfMessagesPerSecond n,ApproximateNumberOfMessagesMoved n,\
      ApproximateNumberOfMessagesToMove n,FailureReason s,StartedTimestamp n};{Tags <s};{\
      QueueUrls [s,NextToken s};{Messages [15};{MessageId s,ReceiptHandle s,MD5OfBody s,Body s,\
      Attributes <s,MD5OfMessageAttributes s,MessageAttributes <16};{StringValue s,BinaryValue s,\
      StringListValues [s,BinaryListValues [s,DataType!s};{MD5OfMessageBody s,\
      MD5OfMessageAttributes s,MD5OfMessageSystemAttributes s,MessageId s,SequenceNumber s};{\
      Successful![19,Failed![3};{Id!s,MessageId!s,MD5OfMessageBody!s,MD5OfMessageAttributes s,\
      MD5OfMessageSystemAttributes s,SequenceNumber s};{TaskHandle s}
      """
    ),
    "sns": (
      """
      checkIfPhoneNumberIsOptedOut:0;confirmSubscription:1;createPlatformApplication:2;\
      createPlatformEndpoint:3;createSMSSandboxPhoneNumber:4;createTopic:5;\
      deleteSMSSandboxPhoneNumber:6;getDataProtectionPolicy:7;getEndpointAttributes:8;\
      getPlatformApplicationAttributes:9;getSMSAttributes:10;getSMSSandboxAccountStatus:11;\
      getSubscriptionAttributes:12;getTopicAttributes:13;listEndpointsByPlatformApplication:14;\
      listOriginationNumbers:16;listPhoneNumbersOptedOut:18;listPlatformApplications:19;\
      listSMSSandboxPhoneNumbers:21;listSubscriptions:23;listSubscriptionsByTopic:25;\
      listTagsForResource:26;listTopics:28;optInPhoneNumber:30;publish:31;publishBatch:32;\
      setSMSAttributes:35;subscribe:36;tagResource:37;untagResource:38;\
      verifySMSSandboxPhoneNumber:39
      """,
      """
      {IsOptedOut b};{SubscriptionArn s};{PlatformApplicationArn s};{EndpointArn s};{};{\
      TopicArn s};{};{DataProtectionPolicy s};{Attributes <s};{Attributes <s};{Attributes <s};{\
      IsInSandbox!b};{Attributes <s};{Attributes <s};{Endpoints [15,NextToken s};{EndpointArn s,\
      Attributes <s};{NextToken s,PhoneNumbers [17};{CreatedAt s,PhoneNumber s,Status s,\
      Iso2CountryCode s,RouteType e(Transactional|Promotional|Premium),NumberCapabilities [e(SMS|\
      MMS|VOICE)};{PhoneNumbers [s,NextToken s};{PlatformApplications [20,NextToken s};{\
      PlatformApplicationArn s,Attributes <s};{PhoneNumbers![22,NextToken s};{PhoneNumber s,\
      Status e(Pending|Verified)};{Subscriptions [24,NextToken s};{SubscriptionArn s,Owner s,\
      Protocol s,Endpoint s,TopicArn s};{Subscriptions [24,NextToken s};{Tags [27};{Key!s,Value!s}\
      ;{Topics [29,NextToken s};{TopicArn s};{};{MessageId s,SequenceNumber s};{Successful [33,\
      Failed [34};{Id s,MessageId s,SequenceNumber s};{Id!s,Code!s,Message s,SenderFault!b};{};{\
      SubscriptionArn s};{};{};{}
      """
    ),
    "eventbridge": (
      """
      cancelReplay:0;createApiDestination:1;createArchive:2;createConnection:3;createEndpoint:4;\
      createEventBus:11;createPartnerEventSource:14;deauthorizeConnection:15;\
      deleteApiDestination:16;deleteArchive:17;deleteConnection:18;deleteEndpoint:19;\
      describeApiDestination:20;describeArchive:21;describeConnection:22;describeEndpoint:34;\
      describeEventBus:35;describeEventSource:36;describePartnerEventSource:37;describeReplay:38;\
      describeRule:40;listApiDestinations:41;listArchives:43;listConnections:45;listEndpoints:47;\
      listEventBuses:49;listEventSources:51;listPartnerEventSourceAccounts:53;\
      listPartnerEventSources:55;listReplays:57;listRuleNamesByTarget:59;listRules:60;\
      listTagsForResource:62;listTargetsByRule:64;putEvents:86;putPartnerEvents:88;putRule:90;\
      putTargets:91;removeTargets:93;startReplay:95;tagResource:96;testEventPattern:97;\
      untagResource:98;updateApiDestination:99;updateArchive:100;updateConnection:101;\
      updateEndpoint:102;updateEventBus:103
      """,
      """
      {ReplayArn s,State e(STARTING|RUNNING|CANCELLING|COMPLETED|CANCELLED|FAILED),StateReason s};\
      {ApiDestinationArn s,ApiDestinationState e(ACTIVE|INACTIVE),CreationTime s,\
      LastModifiedTime s};{ArchiveArn s,State e(ENABLED|DISABLED|CREATING|UPDATING|CREATE_FAILED|\
      UPDATE_FAILED),StateReason s,CreationTime s};{ConnectionArn s,ConnectionState e(CREATING|\
      UPDATING|DELETING|AUTHORIZED|DEAUTHORIZED|AUTHORIZING|DEAUTHORIZING|ACTIVE|\
      FAILED_CONNECTIVITY),CreationTime s,LastModifiedTime s};{Name s,Arn s,RoutingConfig 5,\
      ReplicationConfig 9,EventBuses [10,RoleArn s,State e(ACTIVE|CREATING|UPDATING|DELETING|\
      CREATE_FAILED|UPDATE_FAILED|DELETE_FAILED)};{FailoverConfig!6};{Primary!7,Secondary!8};{\
      HealthCheck!s};{Route!s};{State e(ENABLED|DISABLED)};{EventBusArn!s};{EventBusArn s,\
      Description s,KmsKeyIdentifier s,DeadLetterConfig 12,LogConfig 13};{Arn s};{\
      IncludeDetail e(NONE|FULL),Level e(OFF|ERROR|INFO|TRACE)};{EventSourceArn s};{\
      ConnectionArn s,ConnectionState e(CREATING|UPDATING|DELETING|AUTHORIZED|DEAUTHORIZED|\
      AUTHORIZING|DEAUTHORIZING|ACTIVE|FAILED_CONNECTIVITY),CreationTime s,LastModifiedTime s,\
      LastAuthorizedTime s};{};{};{ConnectionArn s,ConnectionState e(CREATING|UPDATING|DELETING|\
      AUTHORIZED|DEAUTHORIZED|AUTHORIZING|DEAUTHORIZING|ACTIVE|FAILED_CONNECTIVITY),\
      CreationTime s,LastModifiedTime s,LastAuthorizedTime s};{};{ApiDestinationArn s,Name s,\
      Description s,ApiDestinationState e(ACTIVE|INACTIVE),ConnectionArn s,InvocationEndpoint s,\
      HttpMethod e(POST|GET|HEAD|OPTIONS|PUT|PATCH|DELETE),InvocationRateLimitPerSecond n(1,),\
      CreationTime s,LastModifiedTime s};{ArchiveArn s,ArchiveName s,EventSourceArn s,\
      Description s,EventPattern s,State e(ENABLED|DISABLED|CREATING|UPDATING|CREATE_FAILED|\
      UPDATE_FAILED),StateReason s,KmsKeyIdentifier s,RetentionDays n(0,),SizeBytes n,\
      EventCount n,CreationTime s};{ConnectionArn s,Name s,Description s,\
      InvocationConnectivityParameters 23,ConnectionState e(CREATING|UPDATING|DELETING|AUTHORIZED|\
      DEAUTHORIZED|AUTHORIZING|DEAUTHORIZING|ACTIVE|FAILED_CONNECTIVITY),StateReason s,\
      AuthorizationType e(BASIC|OAUTH_CLIENT_CREDENTIALS|API_KEY),SecretArn s,KmsKeyIdentifier s,\
      AuthParameters 25,CreationTime s,LastModifiedTime s,LastAuthorizedTime s};{\
      ResourceParameters!24};{ResourceConfigurationArn!s,ResourceAssociationArn!s};{\
      BasicAuthParameters 26,OAuthParameters 27,ApiKeyAuthParameters 33,\
      InvocationHttpParameters 29,ConnectivityParameters 23};{Username s};{ClientParameters 28,\
      AuthorizationEndpoint s,HttpMethod e(GET|POST|PUT),OAuthHttpParameters 29};{ClientID s};{\
      HeaderParameters [30,QueryStringParameters [31,BodyParameters [32};{Key s,Value s,\
      IsValueSecret b};{Key s,Value s,IsValueSecret b};{Key s,Value s,IsValueSecret b};{\
      ApiKeyName s};{Name s,Description s,Arn s,RoutingConfig 5,ReplicationConfig 9,\
      EventBuses [10,RoleArn s,EndpointId s,EndpointUrl s,State e(ACTIVE|CREATING|UPDATING|\
      DELETING|CREATE_FAILED|UPDATE_FAILED|DELETE_FAILED),StateReason s,CreationTime s,\
      LastModifiedTime s};{Name s,Arn s,Description s,KmsKeyIdentifier s,DeadLetterConfig 12,\
      Policy s,LogConfig 13,CreationTime s,LastModifiedTime s};{Arn s,CreatedBy s,CreationTime s,\
      ExpirationTime s,Name s,State e(PENDING|ACTIVE|DELETED)};{Arn s,Name s};{ReplayName s,\
      ReplayArn s,Description s,State e(STARTING|RUNNING|CANCELLING|COMPLETED|CANCELLED|FAILED),\
      StateReason s,EventSourceArn s,Destination 39,EventStartTime s,EventEndTime s,\
      EventLastReplayedTime s,ReplayStartTime s,ReplayEndTime s};{Arn!s,FilterArns [s};{Name s,\
      Arn s,EventPattern s,ScheduleExpression s,State e(ENABLED|DISABLED|\
      ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS),Description s,RoleArn s,ManagedBy s,\
      EventBusName s,CreatedBy s};{ApiDestinations [42,NextToken s};{ApiDestinationArn s,Name s,\
      ApiDestinationState e(ACTIVE|INACTIVE),ConnectionArn s,InvocationEndpoint s,\
      HttpMethod e(POST|GET|HEAD|OPTIONS|PUT|PATCH|DELETE),InvocationRateLimitPerSecond n(1,),\
      CreationTime s,LastModifiedTime s};{Archives [44,NextToken s};{ArchiveName s,\
      EventSourceArn s,State e(ENABLED|DISABLED|CREATING|UPDATING|CREATE_FAILED|UPDATE_FAILED),\
      StateReason s,RetentionDays n(0,),SizeBytes n,EventCount n,CreationTime s};{Connections [46,\
      NextToken s};{ConnectionArn s,Name s,ConnectionState e(CREATING|UPDATING|DELETING|\
      AUTHORIZED|DEAUTHORIZED|AUTHORIZING|DEAUTHORIZING|ACTIVE|FAILED_CONNECTIVITY),StateReason s,\
      AuthorizationType e(BASIC|OAUTH_CLIENT_CREDENTIALS|API_KEY),CreationTime s,\
      LastModifiedTime s,LastAuthorizedTime s};{Endpoints [48,NextToken s};{Name s,Description s,\
      Arn s,RoutingConfig 5,ReplicationConfig 9,EventBuses [10,RoleArn s,EndpointId s,\
      EndpointUrl s,State e(ACTIVE|CREATING|UPDATING|DELETING|CREATE_FAILED|UPDATE_FAILED|\
      DELETE_FAILED),StateReason s,CreationTime s,LastModifiedTime s};{EventBuses [50,NextToken s}\
      ;{Name s,Arn s,Description s,Policy s,CreationTime s,LastModifiedTime s};{EventSources [52,\
      NextToken s};{Arn s,CreatedBy s,CreationTime s,ExpirationTime s,Name s,State e(PENDING|\
      ACTIVE|DELETED)};{PartnerEventSourceAccounts [54,NextToken s};{Account s,CreationTime s,\
      ExpirationTime s,State e(PENDING|ACTIVE|DELETED)};{PartnerEventSources [56,NextToken s};{\
      Arn s,Name s};{Replays [58,NextToken s};{ReplayName s,EventSourceArn s,State e(STARTING|\
      RUNNING|CANCELLING|COMPLETED|CANCELLED|FAILED),StateReason s,EventStartTime s,\
      EventEndTime s,EventLastReplayedTime s,ReplayStartTime s,ReplayEndTime s};{RuleNames [s,\
      NextToken s};{Rules [61,NextToken s};{Name s,Arn s,EventPattern s,State e(ENABLED|DISABLED|\
      ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS),Description s,ScheduleExpression s,RoleArn s,\
      ManagedBy s,EventBusName s};{Tags [63};{Key!s,Value!s};{Targets [65,NextToken s};{Id!s,\
      Arn!s,RoleArn s,Input s,InputPath s,InputTransformer 66,KinesisParameters 67,\
      RunCommandParameters 68,EcsParameters 70,BatchParameters 76,SqsParameters 79,\
      HttpParameters 80,RedshiftDataParameters 81,SageMakerPipelineParameters 82,\
      DeadLetterConfig 12,RetryPolicy 84,AppSyncParameters 85};{InputPathsMap <s,InputTemplate!s};\
      {PartitionKeyPath!s};{RunCommandTargets![69};{Key!s,Values![s};{TaskDefinitionArn!s,\
      TaskCount n(1,),LaunchType e(EC2|FARGATE|EXTERNAL),NetworkConfiguration 71,\
      PlatformVersion s,Group s,CapacityProviderStrategy [73,EnableECSManagedTags b,\
      EnableExecuteCommand b,PlacementConstraints [74,PlacementStrategy [75,\
      PropagateTags e(TASK_DEFINITION),ReferenceId s,Tags [63};{AwsvpcConfiguration 72};{\
      Subnets![s,SecurityGroups [s,AssignPublicIp e(ENABLED|DISABLED)};{CapacityProvider!s,\
      Weight n(0,1000),Base n(0,100000)};{Type e(distinctInstance|memberOf),Expression s};{\
      Type e(random|spread|binpack),Field s};{JobDefinition!s,JobName!s,ArrayProperties 77,\
      RetryStrategy 78};{Size n};{Attempts n};{MessageGroupId s};{PathParameterValues [s,\
      HeaderParameters <s,QueryStringParameters <s};{SecretManagerArn s,Database!s,DbUser s,Sql s,\
      StatementName s,WithEvent b,Sqls [s};{PipelineParameterList [83};{Name!s,Value!s};{\
      MaximumRetryAttempts n(0,185),MaximumEventAgeInSeconds n(60,86400)};{GraphQLOperation s};{\
      FailedEntryCount n,Entries [87};{EventId s,ErrorCode s,ErrorMessage s};{FailedEntryCount n,\
      Entries [89};{EventId s,ErrorCode s,ErrorMessage s};{RuleArn s};{FailedEntryCount n,\
      FailedEntries [92};{TargetId s,ErrorCode s,ErrorMessage s};{FailedEntryCount n,\
      FailedEntries [94};{TargetId s,ErrorCode s,ErrorMessage s};{ReplayArn s,State e(STARTING|\
      RUNNING|CANCELLING|COMPLETED|CANCELLED|FAILED),StateReason s,ReplayStartTime s};{};{\
      Result b};{};{ApiDestinationArn s,ApiDestinationState e(ACTIVE|INACTIVE),CreationTime s,\
      LastModifiedTime s};{ArchiveArn s,State e(ENABLED|DISABLED|CREATING|UPDATING|CREATE_FAILED|\
      UPDATE_FAILED),StateReason s,CreationTime s};{ConnectionArn s,ConnectionState e(CREATING|\
      UPDATING|DELETING|AUTHORIZED|DEAUTHORIZED|AUTHORIZING|DEAUTHORIZING|ACTIVE|\
      FAILED_CONNECTIVITY),CreationTime s,LastModifiedTime s,LastAuthorizedTime s};{Name s,Arn s,\
      RoutingConfig 5,ReplicationConfig 9,EventBuses [10,RoleArn s,EndpointId s,EndpointUrl s,\
      State e(ACTIVE|CREATING|UPDATING|DELETING|CREATE_FAILED|UPDATE_FAILED|DELETE_FAILED)};{\
      Arn s,Name s,KmsKeyIdentifier s,Description s,DeadLetterConfig 12,LogConfig 13}
      """
    ),
    "kms": (
      """
      cancelKeyDeletion:0;connectCustomKeyStore:1;createCustomKeyStore:2;createGrant:3;\
      createKey:4;decrypt:9;deleteCustomKeyStore:10;deleteImportedKeyMaterial:11;\
      deriveSharedSecret:12;describeCustomKeyStores:13;describeKey:16;disconnectCustomKeyStore:17;\
      encrypt:18;generateDataKey:19;generateDataKeyPair:20;generateDataKeyPairWithoutPlaintext:21;\
      generateDataKeyWithoutPlaintext:22;generateMac:23;generateRandom:24;getKeyLastUsage:25;\
      getKeyPolicy:27;getKeyRotationStatus:28;getParametersForImport:29;getPublicKey:30;\
      importKeyMaterial:31;listAliases:32;listGrants:34;listKeyPolicies:37;listKeyRotations:38;\
      listKeys:40;listResourceTags:42;listRetirableGrants:34;reEncrypt:44;replicateKey:45;\
      rotateKeyOnDemand:46;scheduleKeyDeletion:47;sign:48;updateCustomKeyStore:49;verify:50;\
      verifyMac:51
      """,
      """
      {KeyId s};{};{CustomKeyStoreId s};{GrantToken s,GrantId s};{KeyMetadata 5};{AWSAccountId s,\
      KeyId!s,Arn s,CreationDate s,Enabled b,Description s,KeyUsage e(SIGN_VERIFY|ENCRYPT_DECRYPT|\
      GENERATE_VERIFY_MAC|KEY_AGREEMENT),KeyState e(Creating|Enabled|Disabled|PendingDeletion|\
      PendingImport|PendingReplicaDeletion|Unavailable|Updating),DeletionDate s,ValidTo s,\
      Origin e(AWS_KMS|EXTERNAL|AWS_CLOUDHSM|EXTERNAL_KEY_STORE),CustomKeyStoreId s,\
      CloudHsmClusterId s,ExpirationModel e(KEY_MATERIAL_EXPIRES|KEY_MATERIAL_DOES_NOT_EXPIRE),\
      KeyManager e(AWS|CUSTOMER),CustomerMasterKeySpec e(RSA_2048|RSA_3072|RSA_4096|ECC_NIST_P256|\
      ECC_NIST_P384|ECC_NIST_P521|ECC_SECG_P256K1|SYMMETRIC_DEFAULT|HMAC_224|HMAC_256|HMAC_384|\
      HMAC_512|SM2),KeySpec e(RSA_2048|RSA_3072|RSA_4096|ECC_NIST_P256|ECC_NIST_P384|\
      ECC_NIST_P521|ECC_SECG_P256K1|SYMMETRIC_DEFAULT|HMAC_224|HMAC_256|HMAC_384|HMAC_512|SM2|\
      ML_DSA_44|ML_DSA_65|ML_DSA_87|ECC_NIST_EDWARDS25519),\
      EncryptionAlgorithms [e(SYMMETRIC_DEFAULT|RSAES_OAEP_SHA_1|RSAES_OAEP_SHA_256|SM2PKE),\
      SigningAlgorithms [e(RSASSA_PSS_SHA_256|RSASSA_PSS_SHA_384|RSASSA_PSS_SHA_512|\
      RSASSA_PKCS1_V1_5_SHA_256|RSASSA_PKCS1_V1_5_SHA_384|RSASSA_PKCS1_V1_5_SHA_512|ECDSA_SHA_256|\
      ECDSA_SHA_384|ECDSA_SHA_512|SM2DSA|ML_DSA_SHAKE_256|ED25519_SHA_512|ED25519_PH_SHA_512),\
      KeyAgreementAlgorithms [e(ECDH),MultiRegion b,MultiRegionConfiguration 6,\
      PendingDeletionWindowInDays n(1,365),MacAlgorithms [e(HMAC_SHA_224|HMAC_SHA_256|\
      HMAC_SHA_384|HMAC_SHA_512),XksKeyConfiguration 8,CurrentKeyMaterialId s};{\
      MultiRegionKeyType e(PRIMARY|REPLICA),PrimaryKey 7,ReplicaKeys [7};{Arn s,Region s};{Id s};{\
      KeyId s,Plaintext s,EncryptionAlgorithm e(SYMMETRIC_DEFAULT|RSAES_OAEP_SHA_1|\
      RSAES_OAEP_SHA_256|SM2PKE),CiphertextForRecipient s,KeyMaterialId s};{};{KeyId s,\
      KeyMaterialId s};{KeyId s,SharedSecret s,CiphertextForRecipient s,\
      KeyAgreementAlgorithm e(ECDH),KeyOrigin e(AWS_KMS|EXTERNAL|AWS_CLOUDHSM|EXTERNAL_KEY_STORE)}\
      ;{CustomKeyStores [14,NextMarker s,Truncated b};{CustomKeyStoreId s,CustomKeyStoreName s,\
      CloudHsmClusterId s,TrustAnchorCertificate s,ConnectionState e(CONNECTED|CONNECTING|FAILED|\
      DISCONNECTED|DISCONNECTING),ConnectionErrorCode e(INVALID_CREDENTIALS|CLUSTER_NOT_FOUND|\
      NETWORK_ERRORS|INTERNAL_ERROR|INSUFFICIENT_CLOUDHSM_HSMS|USER_LOCKED_OUT|USER_NOT_FOUND|\
      USER_LOGGED_IN|SUBNET_NOT_FOUND|INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET|\
      XKS_PROXY_ACCESS_DENIED|XKS_PROXY_NOT_REACHABLE|XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND|\
      XKS_PROXY_INVALID_RESPONSE|XKS_PROXY_INVALID_CONFIGURATION|\
      XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION|XKS_PROXY_TIMED_OUT|\
      XKS_PROXY_INVALID_TLS_CONFIGURATION),CreationDate s,CustomKeyStoreType e(AWS_CLOUDHSM|\
      EXTERNAL_KEY_STORE),XksProxyConfiguration 15};{Connectivity e(PUBLIC_ENDPOINT|\
      VPC_ENDPOINT_SERVICE),AccessKeyId s,UriEndpoint s,UriPath s,VpcEndpointServiceName s,\
      VpcEndpointServiceOwner s};{KeyMetadata 5};{};{CiphertextBlob s,KeyId s,\
      EncryptionAlgorithm e(SYMMETRIC_DEFAULT|RSAES_OAEP_SHA_1|RSAES_OAEP_SHA_256|SM2PKE)};{\
      CiphertextBlob s,Plaintext s,KeyId s,CiphertextForRecipient s,KeyMaterialId s};{\
      PrivateKeyCiphertextBlob s,PrivateKeyPlaintext s,PublicKey s,KeyId s,KeyPairSpec e(RSA_2048|\
      RSA_3072|RSA_4096|ECC_NIST_P256|ECC_NIST_P384|ECC_NIST_P521|ECC_SECG_P256K1|SM2|\
      ECC_NIST_EDWARDS25519),CiphertextForRecipient s,KeyMaterialId s};{\
      PrivateKeyCiphertextBlob s,PublicKey s,KeyId s,KeyPairSpec e(RSA_2048|RSA_3072|RSA_4096|\
      ECC_NIST_P256|ECC_NIST_P384|ECC_NIST_P521|ECC_SECG_P256K1|SM2|ECC_NIST_EDWARDS25519),\
      KeyMaterialId s};{CiphertextBlob s,KeyId s,KeyMaterialId s};{Mac s,\
      MacAlgorithm e(HMAC_SHA_224|HMAC_SHA_256|HMAC_SHA_384|HMAC_SHA_512),KeyId s};{Plaintext s,\
      CiphertextForRecipient s};{KeyId s,KeyLastUsage 26,TrackingStartDate s,KeyCreationDate s};{\
      Operation e(Decrypt|DeriveSharedSecret|Encrypt|GenerateDataKey|GenerateDataKeyPair|\
      GenerateDataKeyPairWithoutPlaintext|GenerateDataKeyWithoutPlaintext|GenerateMac|ReEncrypt|\
      Sign|Verify|VerifyMac),Timestamp s,CloudTrailEventId s,KmsRequestId s};{Policy s,\
      PolicyName s};{KeyRotationEnabled b,KeyId s,RotationPeriodInDays n(90,2560),\
      NextRotationDate s,OnDemandRotationStartDate s};{KeyId s,ImportToken s,PublicKey s,\
      ParametersValidTo s};{KeyId s,PublicKey s,CustomerMasterKeySpec e(RSA_2048|RSA_3072|\
      RSA_4096|ECC_NIST_P256|ECC_NIST_P384|ECC_NIST_P521|ECC_SECG_P256K1|SYMMETRIC_DEFAULT|\
      HMAC_224|HMAC_256|HMAC_384|HMAC_512|SM2),KeySpec e(RSA_2048|RSA_3072|RSA_4096|ECC_NIST_P256|\
      ECC_NIST_P384|ECC_NIST_P521|ECC_SECG_P256K1|SYMMETRIC_DEFAULT|HMAC_224|HMAC_256|HMAC_384|\
      HMAC_512|SM2|ML_DSA_44|ML_DSA_65|ML_DSA_87|ECC_NIST_EDWARDS25519),KeyUsage e(SIGN_VERIFY|\
      ENCRYPT_DECRYPT|GENERATE_VERIFY_MAC|KEY_AGREEMENT),\
      EncryptionAlgorithms [e(SYMMETRIC_DEFAULT|RSAES_OAEP_SHA_1|RSAES_OAEP_SHA_256|SM2PKE),\
      SigningAlgorithms [e(RSASSA_PSS_SHA_256|RSASSA_PSS_SHA_384|RSASSA_PSS_SHA_512|\
      RSASSA_PKCS1_V1_5_SHA_256|RSASSA_PKCS1_V1_5_SHA_384|RSASSA_PKCS1_V1_5_SHA_512|ECDSA_SHA_256|\
      ECDSA_SHA_384|ECDSA_SHA_512|SM2DSA|ML_DSA_SHAKE_256|ED25519_SHA_512|ED25519_PH_SHA_512),\
      KeyAgreementAlgorithms [e(ECDH)};{KeyId s,KeyMaterialId s};{Aliases [33,NextMarker s,\
      Truncated b};{AliasName s,AliasArn s,TargetKeyId s,CreationDate s,LastUpdatedDate s};{\
      Grants [35,NextMarker s,Truncated b};{KeyId s,GrantId s,Name s,CreationDate s,\
      GranteePrincipal s,RetiringPrincipal s,IssuingAccount s,Operations [e(Decrypt|Encrypt|\
      GenerateDataKey|GenerateDataKeyWithoutPlaintext|ReEncryptFrom|ReEncryptTo|Sign|Verify|\
      GetPublicKey|CreateGrant|RetireGrant|DescribeKey|GenerateDataKeyPair|\
      GenerateDataKeyPairWithoutPlaintext|GenerateMac|VerifyMac|DeriveSharedSecret),\
      Constraints 36};{EncryptionContextSubset <s,EncryptionContextEquals <s};{PolicyNames [s,\
      NextMarker s,Truncated b};{Rotations [39,NextMarker s,Truncated b};{KeyId s,KeyMaterialId s,\
      KeyMaterialDescription s,ImportState e(IMPORTED|PENDING_IMPORT),\
      KeyMaterialState e(NON_CURRENT|CURRENT|PENDING_ROTATION|\
      PENDING_MULTI_REGION_IMPORT_AND_ROTATION),ExpirationModel e(KEY_MATERIAL_EXPIRES|\
      KEY_MATERIAL_DOES_NOT_EXPIRE),ValidTo s,RotationDate s,RotationType e(AUTOMATIC|ON_DEMAND)};\
      {Keys [41,NextMarker s,Truncated b};{KeyId s,KeyArn s};{Tags [43,NextMarker s,Truncated b};{\
      TagKey!s,TagValue!s};{CiphertextBlob s,SourceKeyId s,KeyId s,\
      SourceEncryptionAlgorithm e(SYMMETRIC_DEFAULT|RSAES_OAEP_SHA_1|RSAES_OAEP_SHA_256|SM2PKE),\
      DestinationEncryptionAlgorithm e(SYMMETRIC_DEFAULT|RSAES_OAEP_SHA_1|RSAES_OAEP_SHA_256|\
      SM2PKE),SourceKeyMaterialId s,DestinationKeyMaterialId s};{ReplicaKeyMetadata 5,\
      ReplicaPolicy s,ReplicaTags [43};{KeyId s};{KeyId s,DeletionDate s,KeyState e(Creating|\
      Enabled|Disabled|PendingDeletion|PendingImport|PendingReplicaDeletion|Unavailable|Updating),\
      PendingWindowInDays n(1,365)};{KeyId s,Signature s,SigningAlgorithm e(RSASSA_PSS_SHA_256|\
      RSASSA_PSS_SHA_384|RSASSA_PSS_SHA_512|RSASSA_PKCS1_V1_5_SHA_256|RSASSA_PKCS1_V1_5_SHA_384|\
      RSASSA_PKCS1_V1_5_SHA_512|ECDSA_SHA_256|ECDSA_SHA_384|ECDSA_SHA_512|SM2DSA|ML_DSA_SHAKE_256|\
      ED25519_SHA_512|ED25519_PH_SHA_512)};{};{KeyId s,SignatureValid b,\
      SigningAlgorithm e(RSASSA_PSS_SHA_256|RSASSA_PSS_SHA_384|RSASSA_PSS_SHA_512|\
      RSASSA_PKCS1_V1_5_SHA_256|RSASSA_PKCS1_V1_5_SHA_384|RSASSA_PKCS1_V1_5_SHA_512|ECDSA_SHA_256|\
      ECDSA_SHA_384|ECDSA_SHA_512|SM2DSA|ML_DSA_SHAKE_256|ED25519_SHA_512|ED25519_PH_SHA_512)};{\
      KeyId s,MacValid b,MacAlgorithm e(HMAC_SHA_224|HMAC_SHA_256|HMAC_SHA_384|HMAC_SHA_512)}
      """
    ),
    "secretsmanager": (
      """
      batchGetSecretValue:0;cancelRotateSecret:3;createSecret:4;deleteResourcePolicy:6;\
      deleteSecret:7;describeSecret:8;getRandomPassword:12;getResourcePolicy:13;getSecretValue:14;\
      listSecretVersionIds:15;listSecrets:17;putResourcePolicy:19;putSecretValue:20;\
      removeRegionsFromReplication:21;replicateSecretToRegions:22;restoreSecret:23;\
      rotateSecret:24;stopReplicationToReplica:25;updateSecret:26;updateSecretVersionStage:27;\
      validateResourcePolicy:28
      """,
      """
      {SecretValues [1,NextToken s,Errors [2};{ARN s,Name s,VersionId s,SecretBinary s,\
      SecretString s,VersionStages [s,CreatedDate s};{SecretId s,ErrorCode s,Message s};{ARN s,\
      Name s,VersionId s};{ARN s,Name s,VersionId s,ReplicationStatus [5};{Region s,KmsKeyId s,\
      Status e(InSync|Failed|InProgress),StatusMessage s,LastAccessedDate s};{ARN s,Name s};{\
      ARN s,Name s,DeletionDate s};{ARN s,Name s,Type s,Description s,KmsKeyId s,\
      RotationEnabled b,RotationLambdaARN s,RotationRules 9,ExternalSecretRotationMetadata [10,\
      ExternalSecretRotationRoleArn s,LastRotatedDate s,LastChangedDate s,LastAccessedDate s,\
      DeletedDate s,NextRotationDate s,Tags [11,VersionIdsToStages <[s,OwningService s,\
      CreatedDate s,PrimaryRegion s,ReplicationStatus [5};{AutomaticallyAfterDays n(1,1000),\
      Duration s,ScheduleExpression s};{Key s,Value s};{Key s,Value s};{RandomPassword s};{ARN s,\
      Name s,ResourcePolicy s};{ARN s,Name s,VersionId s,SecretBinary s,SecretString s,\
      VersionStages [s,CreatedDate s};{Versions [16,NextToken s,ARN s,Name s};{VersionId s,\
      VersionStages [s,LastAccessedDate s,CreatedDate s,KmsKeyIds [s};{SecretList [18,NextToken s}\
      ;{ARN s,Name s,Type s,Description s,KmsKeyId s,RotationEnabled b,RotationLambdaARN s,\
      RotationRules 9,ExternalSecretRotationMetadata [10,ExternalSecretRotationRoleArn s,\
      LastRotatedDate s,LastChangedDate s,LastAccessedDate s,DeletedDate s,NextRotationDate s,\
      Tags [11,SecretVersionsToStages <[s,OwningService s,CreatedDate s,PrimaryRegion s};{ARN s,\
      Name s};{ARN s,Name s,VersionId s,VersionStages [s};{ARN s,ReplicationStatus [5};{ARN s,\
      ReplicationStatus [5};{ARN s,Name s};{ARN s,Name s,VersionId s};{ARN s};{ARN s,Name s,\
      VersionId s};{ARN s,Name s};{PolicyValidationPassed b,ValidationErrors [29};{CheckName s,\
      ErrorMessage s}
      """
    ),
  ]
}
